"""Where rules are written: the licensing law, the reform plan, the hub's own rules of procedure."""

from typing import Final

HUB: Final = "业务联办规程"


def law(article: str) -> str:
    """Return an article of the Administrative Licensing Law."""
    return f"《行政许可法》第{article}条"


def civil(article: str) -> str:
    """Return an article of the Civil Code."""
    return f"《民法典》第{article}条"


def plan(section: str) -> str:
    """Return a section of the district's reform plan."""
    return f"《珠山区“区街联办”“社区随身办”政务服务改革实施方案》{section}"


LISTS: Final = plan("三(一)、(二)")
ASSISTED: Final = plan("三(一)2")
OUTLET: Final = plan("三(二)")
