"""The list of rules. A rule takes a System and yields a sentence for what it does not like."""

POLICIES = []


def policy(rule):
    POLICIES.append(rule)
    return rule


def complaints(s):
    return [f"{rule.__name__}: {sentence}" for rule in POLICIES for sentence in rule(s)]
