// Package repair changes a published roster as little as it can after something has happened: people
// are absent, somebody leaves, more cover is wanted.
//
// # Words
//
// An Order is the published roster with an instance in which what has happened is already true, and
// the clock. What has begun stays as it is. A published cell that its person can no longer work is
// taken out; every other published cell may change at a price by its notice, the time from now to the
// earlier of the two beginnings. The same bands of notice are the ledger's (package fairness).
//
// # What is compared, in order
//
//  1. the law, agreed absence and what a rule set declares inviolable;
//  2. people missing below the minimum, deep shortfalls dearer than shallow ones;
//  3. agreed patterns;
//  4. changes at up to 1, 3 and 7 days of notice, each band eight times as dear as the next;
//  5. changes at longer notice, and then what those who are moved carry already;
//  6. preferences, and all else that the rule set wants.
//
// So a ward gets the best cover that the law allows, with the latest and the fewest changes that reach
// it. How much that asks of people is for a person to weigh: Alternatives solves along the trade-off of
// cover, changes and notice, and says of each what it changes and what stays uncovered.
//
// # Invariants
//
// Each alternative keeps every cell that is not among its Changes exactly as it was published, the
// skill included. People with a hard breach that the published roster has already (a manager allowed
// it) keep their whole line, so that nothing is put right that nobody asked to change.
package repair
