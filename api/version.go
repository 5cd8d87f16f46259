package api

import "github.com/fairrota/fairrota/store"

// versionOf returns the version of what the store gave back; every versioned type of
// the store that the API answers with is here.
func versionOf(v any) int {
	switch x := v.(type) {
	case *store.Division:
		return x.Version
	case *store.Ward:
		return x.Version
	case *store.Skill:
		return x.Version
	case *store.Contract:
		return x.Version
	case *store.Staff:
		return x.Version
	case *store.Demand:
		return x.Version
	case *store.Leave:
		return x.Version
	case *store.LeaveRules:
		return x.Version
	case *store.LeaveAccount:
		return x.Version
	case *store.Availability:
		return x.Version
	case *store.AgreedPattern:
		return x.Version
	case *store.Pair:
		return x.Version
	case *store.Learner:
		return x.Version
	case *store.Supernumerary:
		return x.Version
	case *store.RosterPeriod:
		return x.Version
	case *store.Preference:
		return x.Version
	case *store.StandingPreference:
		return x.Version
	case *store.Roster:
		return x.Version
	case *store.User:
		return x.Version
	default:
		panic("api: an answer without a version")
	}
}

// versioned answers with an object and its version as ETag.
func versioned[T any](v *T, err error) (*tagged[T], error) {
	if err != nil {
		return nil, err
	}
	return &tagged[T]{ETag: etag(versionOf(v)), Body: *v}, nil
}
