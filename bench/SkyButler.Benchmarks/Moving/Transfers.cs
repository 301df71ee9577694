using System.Runtime.CompilerServices;
using SkyButler.Benchmarks.Commands;
using SkyButler.Benchmarks.Running;

namespace SkyButler.Benchmarks.Moving;

/// <summary>
/// Export and import of 200,000 datasets, and of ten times as many for their memory; 20,000 files from repository to repository beside <c>cp</c>;
/// the rate of <c>verify</c> beside reading the files. With fewer <c>--datasets</c> all is smaller.
/// </summary>
internal sealed class Transfers : IBenchmark
{
    private const int Datasets = 200_000;
    private const int More = 10;
    private const int LargeFiles = 256;
    private const int LargeSize = 4 << 20;

    /// <inheritdoc />
    public string Name => "transfers";

    /// <inheritdoc />
    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(Datasets, bench.Datasets);
        var empty = bench.Folder.Fresh("transfers-empty");
        await ProgramRun.TimeAsync(bench.Butler, ["create", empty], cancellationToken);
        var peaks = (Import: 0L, Export: 0L);
        foreach (var size in (int[])[count, count * More])
        {
            var file = ExportText.Write(Directory.CreateDirectory(bench.Folder.Fresh("transfers-file")).FullName, size);
            var repository = bench.Folder.Copy(empty, "transfers-own");
            var (import, importPeak) = await ProgramRun.ToFileAsync(bench.Butler, ["import", repository, file], "/dev/null", cancellationToken);
            yield return Flat($"`butler import` of {size:N0} datasets", import, importPeak, peaks.Import, count == Datasets);
            var folder = bench.Folder.Fresh("transfers-export");
            var (export, exportPeak) = await ProgramRun.ToFileAsync(bench.Butler, ["export", repository, folder, "--everything"], "/dev/null", cancellationToken);
            yield return Flat($"`butler export --everything` of {size:N0} datasets", export, exportPeak, peaks.Export, count == Datasets);
            peaks = (importPeak, exportPeak);
        }

        var tiny = (int)Math.Min(IngestFiles.Count, bench.Datasets);
        var source = await StoredFolder.MakeAsync(bench, "transfers-source", tiny, 0, cancellationToken);
        yield return await TransferAsync(bench, source, empty, tiny, cancellationToken);
        yield return await VerifyAsync(bench, source, $"`butler verify` of {tiny:N0} tiny files with checksums; bare: `cat` of them all", cancellationToken);
        var large = await StoredFolder.MakeAsync(bench, "transfers-large", (int)Math.Min(LargeFiles, bench.Datasets), LargeSize, cancellationToken);
        yield return await VerifyAsync(bench, large, $"`butler verify` of {Math.Min(LargeFiles, bench.Datasets)} files of {LargeSize >> 20} MiB with checksums; bare: `cat` of them all", cancellationToken);
    }

    // Ten times as many may take a little more: the caches of the database fill. What is small has not filled anything yet.
    private static Figure Flat(string work, Sample sample, long peak, long before, bool isWhole) =>
        new() { Work = work, Sample = sample, PeakBytes = peak, PeakLimit = isWhole && before > 0 ? before + (before / 4) : null };

    private static async Task<Figure> TransferAsync(Bench bench, string source, string empty, int count, CancellationToken cancellationToken)
    {
        var target = bench.Folder.Fresh("transfers-own");
        string[] arguments = ["transfer-datasets", source, target, "--collections", BenchCamera.Run, "--register-dataset-types", "--limit", "0", "-t", "copy"];
        var (own, bare, ratio) = await Repeat.PairAsync(bench.Repetitions, OwnAsync, BareAsync);
        return new() { Work = $"`butler transfer-datasets` of {count:N0} tiny files, `copy`; bare: `cp -r`, not durable", Sample = own, Bare = bare.Time, BareRatio = ratio };

        async Task<Sample> OwnAsync()
        {
            bench.Folder.Copy(empty, "transfers-own");
            return await ProgramRun.TimeAsync(bench.Butler, arguments, cancellationToken);
        }

        Task<Sample> BareAsync() => ProgramRun.TimeAsync("cp", ["-r", StoredFolder.FilesOf(source), bench.Folder.Fresh("transfers-bare")], cancellationToken);
    }

    private static async Task<Figure> VerifyAsync(Bench bench, string repository, string work, CancellationToken cancellationToken)
    {
        var (own, bare, ratio) = await Repeat.PairAsync(bench.Repetitions, OwnAsync, BareAsync);
        return new() { Work = work, Sample = own, Bare = bare.Time, BareRatio = ratio };

        Task<Sample> OwnAsync() => ProgramRun.TimeAsync(bench.Butler, ["verify", repository], cancellationToken);

        Task<Sample> BareAsync() => ProgramRun.TimeAsync(
            "bash", ["-c", "find \"$0\" -type f -print0 | xargs -0 cat > /dev/null", StoredFolder.FilesOf(repository)], cancellationToken);
    }
}
