using BenchmarkDotNet.Attributes;
using SkyButler.Datasets;
using SkyButler.Datastores.Templates;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Benchmarks.Micro;

/// <summary>Paths out of file templates.</summary>
[Config(typeof(MicroSettings))]
public class TemplateBenchmarks
{
    private const string Text =
        "{run}/{datasetType}.{component:?}/{tract:?}/{patch:?}/{band:?}/{visit:?}/{exposure:?}/{datasetType}_{component:?}_{tract:?}_{exposure:?}_{detector:?}_{instrument:?}_{run}";

    private readonly DatasetRef dataset = new(
        new DatasetType("raw", DimensionUniverse.Default.Conform(["exposure", "detector"]), "Exposure"),
        DataCoordinate.Standardize(
            DimensionUniverse.Default.Conform(["exposure", "detector"]),
            new DataId { ["instrument"] = "BenchCam", ["exposure"] = 1_000_123, ["detector"] = 42 }),
        "BenchCam/raw/all",
        Guid.Empty);

    private readonly FileTemplate template = FileTemplate.Parse(Text);

    /// <summary>A template read.</summary>
    [Benchmark]
    public object Parse() => FileTemplate.Parse(Text);

    /// <summary>A path made.</summary>
    [Benchmark]
    public string Format() => template.Format(dataset);
}
