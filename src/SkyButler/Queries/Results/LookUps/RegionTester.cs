using SkyButler.Dimensions;
using SkyButler.Queries.Plans.Joins;
using SkyButler.Registry;
using SkyButler.Registry.Databases;

namespace SkyButler.Queries.Results.LookUps;

/// <summary>Drops rows whose regions definitely do not overlap; what can't be decided stays.</summary>
internal sealed class RegionTester
{
    private readonly IReadOnlyList<RegionTest> tests;
    private readonly Dictionary<DimensionElement, KeyedLookUp<BoundedRegion>> regions;

    public RegionTester(RegistryContext context, IReadOnlyList<RegionTest> tests)
    {
        this.tests = tests;
        regions = tests.SelectMany(t => t.Elements).Where(e => e.HasTable).Distinct().ToDictionary(e => e, e => new KeyedLookUp<BoundedRegion>(
            context,
            e,
            [e.Schema.Fields[e.Schema.RegionIndex]],
            (batch, row, column) => batch.IsNull(column, row) ? null! : new BoundedRegion(StoredValues.Region(batch.Text(column, row)))));
    }

    /// <summary>Rows of a batch that pass all tests.</summary>
    public async Task<IReadOnlyList<int>> PassAsync(AnswerBatch batch, CancellationToken cancellationToken)
    {
        var found = new Dictionary<DimensionElement, BoundedRegion?[]>();
        foreach (var (element, lookUp) in regions)
            found[element] = await lookUp.FindAsync([.. element.Required.Select(r => batch.Key(r.Name))], batch.Rows.Count, cancellationToken).ConfigureAwait(false);
        var passes = tests.Select(t => Test(t, found, batch)).ToArray();
        var passed = new List<int>(batch.Rows.Count);
        for (var row = 0; row < batch.Rows.Count; row++)
            if (Array.TrueForAll(passes, p => p(row)))
                passed.Add(row);
        return passed;
    }

    private static Func<int, bool> Test(RegionTest test, Dictionary<DimensionElement, BoundedRegion?[]> found, AnswerBatch batch)
    {
        if (!test.Left.HasTable)
        {
            var pixels = batch.Key(test.Left.Name);
            var pixelization = test.Left.SkyPixSystem!.Pixelization(test.Left.SkyPixLevel);
            return row => pixelization.EnvelopeContains(test.Literal!, (ulong)pixels[row].Number);
        }

        var lefts = found[test.Left];
        if (test.Right is not null)
        {
            var rights = found[test.Right];
            return row => lefts[row] is { } left && rights[row] is { } right && left.MayOverlap(right);
        }

        var literal = new BoundedRegion(test.Literal!);
        return row => lefts[row] is { } left && left.MayOverlap(literal);
    }
}
