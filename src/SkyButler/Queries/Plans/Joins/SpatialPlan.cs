using SkyButler.Queries.Expressions;

namespace SkyButler.Queries.Plans.Joins;

/// <summary>What the overlaps on the sky of a question come to.</summary>
internal sealed class SpatialPlan
{
    /// <summary>Tables and computed rows to join.</summary>
    public List<Source> Sources { get; } = [];

    /// <summary>Tests that rows must pass afterwards.</summary>
    public List<RegionTest> Tests { get; } = [];

    /// <summary>Overlaps among other conditions whose truth the database finds out by computed rows.</summary>
    public Dictionary<Predicate.Overlaps, ComputedRows> Tested { get; } = [];

    /// <summary>Conditions that joins and tests see to, so that the database need not.</summary>
    public HashSet<Predicate> Settled { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Rows that must be computed before the statement can be put.</summary>
    public IEnumerable<ComputedRows> Computed => Sources.OfType<Source.Computed>().Select(s => s.Rows).Concat(Tested.Values).Distinct();
}
