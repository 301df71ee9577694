using SkyButler.Dimensions;
using SkyButler.Pipelines.Quanta.Building.LookUps;

namespace SkyButler.Pipelines.Tests.Quanta;

/// <summary>Which dimensions of a query nothing ties together, so that its answer would be their product.</summary>
public sealed class ProductWarningTests
{
    private static DimensionUniverse Universe => DimensionUniverse.Default;

    [Theory]
    [InlineData("instrument,exposure,detector", "", "detector|exposure")]
    [InlineData("instrument,exposure,detector", "instrument,exposure,detector", "detector,exposure")]
    [InlineData("instrument,visit,skymap,tract,patch", "", "visit,patch")]
    [InlineData("instrument,exposure,skymap,tract", "", "exposure|tract")]
    [InlineData("instrument,exposure,skymap,tract", "instrument,exposure,tract", "exposure,tract")]
    [InlineData("instrument", "", "")]
    public void What_belongs_together_is_seen(string dimensions, string tie, string expected)
    {
        var ties = tie.Length == 0 ? [] : (IReadOnlyList<DimensionGroup>)[Universe.Conform(tie.Split(','))];
        ProductWarning.Independent(Universe.Conform(dimensions.Split(',')), ties)
            .ShouldBe(expected.Length == 0 ? [] : expected.Split('|').Select(g => Universe.Conform(g.Split(','))), ignoreOrder: true);
    }
}
