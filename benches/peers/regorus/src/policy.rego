package transfer

import rego.v1

fired contains rule.id if {
	some rule in candidates
	holds(rule)
}

holds(rule) if {
	input.day >= rule.since
	input.day < rule.until
	not suspended(rule)
	input.destination in rule.destination
	input.origin in rule.origin
	input.user in rule.user
	input.end_use in rule.end_use
	input.content > rule.content_over
}

suspended(rule) if {
	input.day >= rule.suspended[0]
	input.day < rule.suspended[1]
}

# A set of pairs: the second back end of regorus 0.14.1 loses the key of `kinds[law] contains kind`.
kinds contains [rule.law, rule.kind] if {
	some id in fired
	rule := data.rules[id]
}

effects[law] := 2 if {
	some law in data.laws
	[law, "prohibit"] in kinds
}

effects[law] := 1 if {
	some law in data.laws
	not [law, "prohibit"] in kinds
	licence(law)
}

licence(law) if [law, "licence"] in kinds

licence(law) if {
	[law, "list"] in kinds
	not [law, "exempt"] in kinds
}

decision := {"fired": fired, "effects": effects}
