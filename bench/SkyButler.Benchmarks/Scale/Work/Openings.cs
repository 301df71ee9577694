using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Registry;

namespace SkyButler.Benchmarks.Scale.Work;

/// <summary>Opening the repository, and what it says of its collections and dataset types.</summary>
internal static class Openings
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    public static async IAsyncEnumerable<Figure> MeasureAsync(ScaleSubject subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new()
        {
            Work = "open, and find one collection",
            Limit = Soon,
            Sample = await Repeat.MedianAsync(
                subject.Repetitions,
                async () =>
                {
                    await using var butler = await subject.OpenAsync(RegistryAccess.ReadOnly, cancellationToken);
                    await butler.Registry.Collections.GetAsync(ScaleNames.RawRun, cancellationToken);
                }),
        };
        yield return await CommandAsync(subject, Soon, ["query-collections", subject.Repository, ScaleNames.RawRun], cancellationToken);
        yield return await CommandAsync(subject, TimeSpan.FromSeconds(1), ["query-collections", subject.Repository, "--chains", "TABLE"], cancellationToken);
        yield return await CommandAsync(subject, Soon * 2, ["query-dataset-types", subject.Repository, "--collections", "*"], cancellationToken);
    }

    private static async Task<Figure> CommandAsync(ScaleSubject subject, TimeSpan limit, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        for (var i = 0; i <= subject.Repetitions; i++)
            samples.Add(await ProgramRun.TimeAsync(subject.Bench.Butler, arguments, cancellationToken));
        return new()
        {
            Work = $"`butler {string.Join(' ', arguments.Select(a => Path.IsPathRooted(a) ? "REPO" : a))}`",
            Sample = Sample.Median(samples[1..]),
            PeakBytes = await ProgramRun.PeakAsync(subject.Bench.Butler, arguments, cancellationToken),
            Limit = limit,
        };
    }
}
