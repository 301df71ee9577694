using BenchmarkDotNet.Attributes;
using SkyButler.Datasets;
using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Benchmarks.Micro;

/// <summary>Data IDs made from names, compared, and turned into identifiers.</summary>
[Config(typeof(MicroSettings))]
public class DataIdBenchmarks
{
    private readonly DimensionGroup group = DimensionUniverse.Default.Conform(["exposure", "detector"]);
    private readonly DataId named = new() { ["instrument"] = "BenchCam", ["exposure"] = 1_000_123, ["detector"] = 42 };
    private readonly DatasetIds ids = new();
    private DataCoordinate one = null!;
    private DataCoordinate other = null!;

    /// <summary>Makes two equal data IDs.</summary>
    [GlobalSetup]
    public void Setup() => (one, other) = (Standardize(), Standardize());

    /// <summary>A coordinate from names and values.</summary>
    [Benchmark]
    public DataCoordinate Standardize() => DataCoordinate.Standardize(group, named);

    /// <summary>Hash and equality, as in every look-up.</summary>
    [Benchmark]
    public bool AreEqual() => one.GetHashCode() == other.GetHashCode() && one.Equals(other);

    /// <summary>The identifier that follows from type and data ID.</summary>
    [Benchmark]
    public Guid Identifier() => ids.Make(DatasetIdMode.DataIdType, "raw", "BenchCam/raw/all", one);
}
