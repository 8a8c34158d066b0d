"""The parts of k8s/check: what is rendered, how it is validated, and one file for each concern that has rules.

Importing this package registers the rules in this order, which is that of `k8s/check --list`.
"""

from checks import containers, security, rollouts, jvm, servers, shutdown, references, network, edge, budget
