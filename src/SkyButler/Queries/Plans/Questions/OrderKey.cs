using SkyButler.Queries.Expressions;

namespace SkyButler.Queries.Plans.Questions;

/// <summary>A value to sort by.</summary>
internal sealed record OrderKey(Scalar Value, bool IsDescending);
