using SkyButler.Datasets;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;

namespace SkyButler.Benchmarks.Scale;

/// <summary>The dataset types and collections of a generated repository.</summary>
internal static class ScaleCollections
{
    private const string StorageClass = "StructuredDataDict";

    public static async Task RegisterAsync(Butler butler, CancellationToken cancellationToken)
    {
        DatasetType Type(string name, bool isCalibration, params string[] dimensions) => new(name, butler.Universe.Conform(dimensions), StorageClass, isCalibration);
        await butler.Registry.DatasetTypes.RegisterAsync(
            [
                Type(ScaleNames.Raw, false, "exposure", "detector"),
                .. ScaleNames.Products.Select(p => Type(p, false, "visit", "detector")),
                Type(ScaleNames.Bias, true, "detector"), Type(ScaleNames.Dark, true, "detector"), Type(ScaleNames.Flat, true, "detector", "physical_filter"),
            ],
            cancellationToken);
        await butler.Registry.TransactAsync(token => CollectAsync(butler.Registry.Collections, token), cancellationToken);
    }

    private static async Task CollectAsync(CollectionStorage collections, CancellationToken cancellationToken)
    {
        Task Register(CollectionType type, IEnumerable<string> names) => collections.RegisterAsync([.. names], type, null, cancellationToken);
        Task Chain(string chain, IEnumerable<string> members) => collections.EditChainAsync(chain, ChainEdit.Redefine, [.. members], cancellationToken);
        var small = Enumerable.Range(0, ScaleSize.SmallChains).Select(ScaleNames.SmallChain).ToList();
        await Register(CollectionType.Run, [ScaleNames.RawRun, .. Enumerable.Range(0, ScaleSize.Epochs).Select(ScaleNames.CalibrationRun)]);
        for (var campaign = 0; campaign < ScaleSize.Campaigns; campaign++)
            await Register(CollectionType.Run, Runs(campaign, 0, ScaleSize.RunsOfCampaign));
        await Register(CollectionType.Tagged, Enumerable.Range(0, ScaleSize.TaggedCollections).Select(ScaleNames.Tag));
        await Register(CollectionType.Calibration, Enumerable.Range(0, ScaleSize.CalibrationCollections).Select(ScaleNames.Calibrations));
        await Register(CollectionType.Chained, [ScaleNames.RunChain, ScaleNames.CalibrationChain, ScaleNames.Defaults, .. small]);
        await Chain(ScaleNames.RunChain, [.. Runs(1, 0, ScaleSize.RunsInChain), .. Runs(0, 0, ScaleSize.RunsInChain)]);
        await Chain(ScaleNames.CalibrationChain, Enumerable.Range(0, ScaleSize.CalibrationCollections).Reverse().Select(ScaleNames.Calibrations));
        await Chain(ScaleNames.Defaults, [ScaleNames.RawRun, ScaleNames.CalibrationChain, ScaleNames.RunChain]);
        for (var i = 0; i < small.Count; i++)
            await Chain(small[i], [.. Runs(i % ScaleSize.Campaigns, i, 10), ScaleNames.Defaults]);
    }

    private static IEnumerable<string> Runs(int campaign, int first, int count) => Enumerable.Range(first, count).Select(block => ScaleNames.Run(campaign, block));
}
