using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Running;
using SkyButler.Datasets;
using SkyButler.Registry;

namespace SkyButler.Benchmarks.Commands;

/// <summary>Programs started anew: what somebody waits for who types a command.</summary>
internal sealed class StartUp : IBenchmark
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc />
    public string Name => "startup";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var repository = bench.Folder.Fresh("startup");
        await BenchCamera.CreateAsync(repository, 1, cancellationToken);
        await using (var butler = await Butler.OpenAsync(repository, new() { Access = RegistryAccess.ReadWrite }, cancellationToken))
        {
            var type = await BenchCamera.RegisterTypeAsync(butler, "raw_md", cancellationToken);
            await butler.Registry.Datasets.InsertAsync(type, BenchCamera.Run, BenchCamera.DataIds(butler.Universe, 1), DatasetIdMode.Unique, cancellationToken);
        }

        yield return await StartAsync(bench, bench.Butler, ["--help"], ReferenceFigures.Help, ReferenceFigures.HelpMemory, cancellationToken);
        yield return await StartAsync(bench, bench.Pipetask, ["--help"], ReferenceFigures.Help, ReferenceFigures.HelpMemory, cancellationToken);
        yield return await StartAsync(
            bench, bench.Butler, ["query-collections", repository], ReferenceFigures.SmallQuery, ReferenceFigures.SmallQueryMemory, cancellationToken);
        yield return await StartAsync(
            bench, bench.Butler, ["query-datasets", repository, "--collections", "*", "--where", $"instrument = '{BenchCamera.Instrument}' AND exposure = 1000000 AND detector < 10"], ReferenceFigures.SmallQuery, ReferenceFigures.SmallQueryMemory, cancellationToken);
        yield return await StartAsync(
            bench, bench.Butler, ["query-dimension-records", repository, "detector"], ReferenceFigures.SmallQuery, ReferenceFigures.SmallQueryMemory, cancellationToken);
    }

    private static async Task<Figure> StartAsync(
        Bench bench, string program, IReadOnlyList<string> arguments, TimeSpan reference, long referenceMemory, CancellationToken cancellationToken) => new()
        {
            Work = $"`{Path.GetFileName(program)} {string.Join(' ', arguments.Select(a => Path.IsPathRooted(a) ? "REPO" : a))}`",
            Sample = await Hyperfine.MedianAsync(bench.Folder, bench.Starts, program, arguments, cancellationToken),
            PeakBytes = await ProgramRun.PeakAsync(program, arguments, cancellationToken),
            Reference = reference,
            ReferencePeakBytes = referenceMemory,
            Limit = Limit,
        };
}
