package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/fairrota/fairrota/store"
)

// The schemas of the store's text types. The store knows nothing of HTTP, so that what
// its types look like from outside is stated here and bound by registerSchemas.
type (
	idSchema             string
	daySchema            string
	roleSchema           string
	rightSchema          string
	userStateSchema      string
	periodStateSchema    string
	rosterStateSchema    string
	runStateSchema       string
	shiftKindSchema      string
	preferenceKindSchema string
	planSchema           string
	measureSchema        string
	strengthSchema       string
	pairKindSchema       string
)

const (
	idPattern  = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
	dayPattern = "^(19[7-9]|20[0-9]|21[0-9])[0-9]-[0-9]{2}-[0-9]{2}$"
)

// Schema is that of an id: a UUID in lower case.
func (idSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeString, Pattern: idPattern,
	}
}

// Schema is that of a local date.
func (daySchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeString, Format: "date", Pattern: dayPattern,
	}
}

// Schema lists the roles.
func (roleSchema) Schema(huma.Registry) *huma.Schema { return oneOf(store.Roles...) }

// Schema lists the rights that a signed-in user may have.
func (rightSchema) Schema(huma.Registry) *huma.Schema { return oneOf(grantable...) }

// Schema lists the user states.
func (userStateSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(store.Active, store.Suspended)
}

// Schema lists the period states.
func (periodStateSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(store.Planned, store.Open, store.PeriodClosed, store.Drafted, store.Approved, store.PeriodPublished, store.Archived)
}

// Schema lists the roster states.
func (rosterStateSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(store.Draft, store.RosterApproved, store.RosterPublished, store.Superseded)
}

// Schema lists the run states.
func (runStateSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(store.Queued, store.Claimed, store.Solving, store.Saved, store.RunFailed, store.RunStopped)
}

// Schema lists how much a rule between people may count.
func (strengthSchema) Schema(huma.Registry) *huma.Schema { return oneOf(store.Strengths...) }

// Schema lists what two people may be told to do.
func (pairKindSchema) Schema(huma.Registry) *huma.Schema { return oneOf(store.PairKinds...) }

// Schema lists the shift kinds.
func (shiftKindSchema) Schema(huma.Registry) *huma.Schema { return oneOf(store.ShiftKinds...) }

// Schema lists the preference kinds.
func (preferenceKindSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(store.DayOn, store.DayOff, store.ShiftOn, store.ShiftOff, store.KindOn)
}

// Schema lists the plans of a choice, and what a preference by itself has.
func (planSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(append([]store.PlanName{""}, store.Plans...)...)
}

// Schema lists the measures of contract totals.
func (measureSchema) Schema(huma.Registry) *huma.Schema {
	return oneOf(store.Minutes, store.Assignments)
}

func oneOf[T ~string](values ...T) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, v := range values {
		s.Enum = append(s.Enum, string(v))
	}
	return s
}

// registerSchemas binds the schemas to the store's types.
func registerSchemas(r huma.Registry) {
	for t, schema := range map[reflect.Type]reflect.Type{
		reflect.TypeFor[store.ID]():             reflect.TypeFor[idSchema](),
		reflect.TypeFor[store.Day]():            reflect.TypeFor[daySchema](),
		reflect.TypeFor[store.Role]():           reflect.TypeFor[roleSchema](),
		reflect.TypeFor[store.Right]():          reflect.TypeFor[rightSchema](),
		reflect.TypeFor[store.UserState]():      reflect.TypeFor[userStateSchema](),
		reflect.TypeFor[store.PeriodState]():    reflect.TypeFor[periodStateSchema](),
		reflect.TypeFor[store.RosterState]():    reflect.TypeFor[rosterStateSchema](),
		reflect.TypeFor[store.RunState]():       reflect.TypeFor[runStateSchema](),
		reflect.TypeFor[store.ShiftKind]():      reflect.TypeFor[shiftKindSchema](),
		reflect.TypeFor[store.LeaveRoom]():      reflect.TypeFor[leaveRoomSchema](),
		reflect.TypeFor[store.LeaveUnit]():      reflect.TypeFor[leaveUnitSchema](),
		reflect.TypeFor[store.PreferenceKind](): reflect.TypeFor[preferenceKindSchema](),
		reflect.TypeFor[store.PlanName]():       reflect.TypeFor[planSchema](),
		reflect.TypeFor[store.Measure]():        reflect.TypeFor[measureSchema](),
		reflect.TypeFor[store.Strength]():       reflect.TypeFor[strengthSchema](),
		reflect.TypeFor[store.PairKind]():       reflect.TypeFor[pairKindSchema](),
	} {
		r.RegisterTypeAlias(t, schema)
	}
}
