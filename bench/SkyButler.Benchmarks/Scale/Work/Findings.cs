using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Dimensions.DataIds;
using SkyButler.Registry;

namespace SkyButler.Benchmarks.Scale.Work;

/// <summary>Looking up one dataset by its data ID, a thousand times: 19 of 20 take no longer than what is shown.</summary>
internal static class Findings
{
    private const int Count = 1000;
    private const int Seed = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(5);

    public static async IAsyncEnumerable<Figure> MeasureAsync(ScaleSubject subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var butler = await subject.OpenAsync(RegistryAccess.ReadOnly, cancellationToken);
        yield return await FindAsync(subject, butler, "in one run", ScaleNames.Raw, "exposure", ScaleNames.RawRun, cancellationToken);
        yield return await FindAsync(subject, butler, "in a chain of 600 runs", ScaleNames.Products[0], "visit", ScaleNames.RunChain, cancellationToken);
        yield return await FindAsync(subject, butler, "in a chain of chains", ScaleNames.Products[3], "visit", ScaleNames.SmallChain(7), cancellationToken);
        yield return await FindAsync(subject, butler, "of an exposure in a chain of 20 calibration collections", ScaleNames.Flat, "exposure", ScaleNames.CalibrationChain, cancellationToken);
        yield return await FindAsync(subject, butler, "of an exposure in a chain of chains", ScaleNames.Bias, "exposure", ScaleNames.Defaults, cancellationToken);
    }

    private static async Task<Figure> FindAsync(
        ScaleSubject subject, Butler butler, string where, string type, string observation, string collection, CancellationToken cancellationToken)
    {
        var random = new Random(Seed);
        var samples = new List<Sample>();
        var found = 0;
        for (var i = 0; i < Count; i++)
        {
            var dataId = new DataId { ["detector"] = random.Next(ScaleSize.Detectors), [observation] = random.NextInt64(subject.Size.Visits) };
            samples.Add(await Repeat.OnceAsync(async () => found += await butler.FindDatasetAsync(type, dataId, [collection], cancellationToken) is null ? 0 : 1));
        }

        // Some visits are in runs that a chain leaves out.
        if (found < Count / 4)
            throw new InvalidOperationException($"Of {Count} '{type}' only {found} were found in '{collection}'.");
        return new() { Work = $"find one `{type}` {where}, 19 of 20 times", Sample = Sample.Percentile(samples, 95), Limit = Limit };
    }
}
