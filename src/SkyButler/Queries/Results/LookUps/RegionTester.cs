using SkyButler.Dimensions;
using SkyButler.Geometry;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Registry;
using SkyButler.Registry.Databases;

namespace SkyButler.Queries.Results.LookUps;

/// <summary>Drops rows whose regions definitely do not overlap; what can't be decided stays.</summary>
internal sealed class RegionTester
{
    private readonly IReadOnlyList<RegionTest> tests;
    private readonly Dictionary<DimensionElement, KeyedLookUp<Region>> regions;

    public RegionTester(RegistryContext context, IReadOnlyList<RegionTest> tests)
    {
        this.tests = tests;
        regions = tests.SelectMany(t => t.Elements).Distinct().ToDictionary(e => e, e => new KeyedLookUp<Region>(
            context, e, [e.Schema.Fields[e.Schema.RegionIndex]], (batch, row, column) => batch.IsNull(column, row) ? null! : StoredValues.Region(batch.Text(column, row))));
    }

    /// <summary>Rows of a batch that pass all tests.</summary>
    public async Task<IReadOnlyList<int>> PassAsync(AnswerBatch batch, CancellationToken cancellationToken)
    {
        var found = new Dictionary<DimensionElement, Region?[]>();
        foreach (var (element, lookUp) in regions)
            found[element] = await lookUp.FindAsync([.. element.Required.Select(r => batch.Key(r.Name))], batch.Rows.Count, cancellationToken).ConfigureAwait(false);
        var passed = new List<int>(batch.Rows.Count);
        for (var row = 0; row < batch.Rows.Count; row++)
            if (Passes(found, row))
                passed.Add(row);
        return passed;
    }

    private bool Passes(Dictionary<DimensionElement, Region?[]> found, int row)
    {
        foreach (var test in tests)
        {
            var left = found[test.Left][row];
            var right = test.Right is null ? test.Literal : found[test.Right][row];
            if (left is null || right is null || left.Overlaps(right) == false)
                return false;
        }

        return true;
    }
}
