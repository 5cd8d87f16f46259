package explain

import "github.com/fairrota/fairrota/scheduler/nrp"

// asking returns the instance in which each agreed day is a request, after those that there are: every
// roster has the same score in both, and an agreed day that is not kept is examined as a preference
// is that is not met.
func asking(in *nrp.Instance) *nrp.Instance {
	if len(in.Agreed) == 0 {
		return in
	}
	out := *in
	out.Agreed = nil
	out.Requests = make([]nrp.Request, 0, len(in.Requests)+len(in.Agreed))
	out.Requests = append(out.Requests, in.Requests...)
	for _, a := range in.Agreed {
		out.Requests = append(out.Requests, nrp.Request{Staff: a.Staff, Day: a.Day, Unwanted: a.Unwanted, Cost: a.Cost})
	}
	return &out
}

// isAgreed reports whether a request stands for an agreed day.
func (e *reasoner) isAgreed(request int) bool { return request >= e.asks }

// named gives breaches of requests that stand for agreed days back their own name.
func (e *reasoner) named(list []nrp.Violation) []nrp.Violation {
	for k := range list {
		if list[k].Rule == nrp.RuleRequest && e.isAgreed(list[k].Request) {
			list[k].Rule, list[k].Request = nrp.RuleAgreed, -1
		}
	}
	return list
}
