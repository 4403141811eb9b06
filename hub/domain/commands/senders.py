"""Which kinds of organisation there are to say something, for the tables of every theme."""

from typing import Final

from hub.domain.vocabulary import OrganisationKind

STREET: Final = frozenset({OrganisationKind.STREET})
DEPARTMENT: Final = frozenset({OrganisationKind.DEPARTMENT})
OPERATOR: Final = frozenset({OrganisationKind.OPERATOR})
ADMINISTRATION: Final = frozenset({OrganisationKind.ADMINISTRATION})
HUB: Final = frozenset[OrganisationKind]()
"""Nobody outside: the hub says it itself."""

Senders = frozenset[OrganisationKind]
