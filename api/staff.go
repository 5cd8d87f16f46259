package api

import (
	"context"

	"github.com/fairrota/fairrota/store"
)

type staffStore interface {
	StaffList(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Staff, error)
	CreateStaff(ctx context.Context, actor store.Actor, p store.Staff, once store.Once) (*store.Staff, error)
	UpdateStaff(ctx context.Context, actor store.Actor, p store.Staff) (*store.Staff, error)
	Contracts(ctx context.Context, actor store.Actor, wardID store.ID) ([]store.Contract, error)
	CreateContract(ctx context.Context, actor store.Actor, k store.Contract, once store.Once) (*store.Contract, error)
	UpdateContract(ctx context.Context, actor store.Actor, k store.Contract) (*store.Contract, error)
}

type staffBody struct {
	ContractID store.ID           `json:"contract_id"`
	Number     string             `json:"number" minLength:"1" maxLength:"40"`
	Name       string             `json:"name" minLength:"1" maxLength:"120"`
	FirstDay   store.Day          `json:"first_day,omitempty"`
	LastDay    store.Day          `json:"last_day,omitempty"`
	Skills     []store.StaffSkill `json:"skills" maxItems:"50"`
}

func (b *staffBody) staff() store.Staff {
	return store.Staff{
		ContractID: b.ContractID, Number: b.Number, Name: b.Name,
		FirstDay: b.FirstDay, LastDay: b.LastDay, Skills: b.Skills,
	}
}

type contractBody struct {
	Name             string `json:"name" minLength:"1" maxLength:"120"`
	WeeklyMinutes    int    `json:"weekly_minutes" minimum:"0" maximum:"10080"`
	MinTotal         int    `json:"min_total" minimum:"0" maximum:"1000000"`
	MaxTotal         int    `json:"max_total" minimum:"0" maximum:"1000000"`
	MinWorkRun       int    `json:"min_work_run" minimum:"0" maximum:"366"`
	MaxWorkRun       int    `json:"max_work_run" minimum:"0" maximum:"366"`
	MinOffRun        int    `json:"min_off_run" minimum:"0" maximum:"366"`
	MaxOffRun        int    `json:"max_off_run" minimum:"0" maximum:"366"`
	MaxWeekends      int    `json:"max_weekends" minimum:"-1" maximum:"60" doc:"-1 for no limit."`
	CompleteWeekends bool   `json:"complete_weekends"`
}

func (b *contractBody) contract() store.Contract {
	return store.Contract{
		Name: b.Name, WeeklyMinutes: b.WeeklyMinutes, MinTotal: b.MinTotal, MaxTotal: b.MaxTotal,
		MinWorkRun: b.MinWorkRun, MaxWorkRun: b.MaxWorkRun, MinOffRun: b.MinOffRun, MaxOffRun: b.MaxOffRun,
		MaxWeekends: b.MaxWeekends, CompleteWeekends: b.CompleteWeekends,
	}
}

func (s *Server) staff(ctx context.Context, c call, in *WardPath) (*plain[list[store.Staff]], error) {
	people, err := s.db.StaffList(ctx, c.Actor, in.WardID)
	for i := range people {
		people[i].Skills = notNil(people[i].Skills)
	}
	return all(people, err)
}

func (s *Server) createStaff(ctx context.Context, c call, in *struct {
	WardPath
	Body staffBody
},
) (*tagged[store.Staff], error) {
	p := in.Body.staff()
	p.WardID = in.WardID
	return staffAnswer(s.db.CreateStaff(ctx, c.Actor, p, c.Once))
}

func (s *Server) updateStaff(ctx context.Context, c call, in *struct {
	StaffID store.ID `path:"staff_id"`
	Body    staffBody
},
) (*tagged[store.Staff], error) {
	p := in.Body.staff()
	p.ID, p.Version = in.StaffID, c.Version
	return staffAnswer(s.db.UpdateStaff(ctx, c.Actor, p))
}

func staffAnswer(p *store.Staff, err error) (*tagged[store.Staff], error) {
	if err == nil {
		p.Skills = notNil(p.Skills)
	}
	return versioned(p, err)
}

func (s *Server) contracts(ctx context.Context, c call, in *WardPath) (*plain[list[store.Contract]], error) {
	return all(s.db.Contracts(ctx, c.Actor, in.WardID))
}

func (s *Server) createContract(ctx context.Context, c call, in *struct {
	WardPath
	Body contractBody
},
) (*tagged[store.Contract], error) {
	k := in.Body.contract()
	k.WardID = in.WardID
	return versioned(s.db.CreateContract(ctx, c.Actor, k, c.Once))
}

func (s *Server) updateContract(ctx context.Context, c call, in *struct {
	ContractID store.ID `path:"contract_id"`
	Body       contractBody
},
) (*tagged[store.Contract], error) {
	k := in.Body.contract()
	k.ID, k.Version = in.ContractID, c.Version
	return versioned(s.db.UpdateContract(ctx, c.Actor, k))
}

// notNil makes an empty list of none, so that JSON has [] and not null.
func notNil[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
