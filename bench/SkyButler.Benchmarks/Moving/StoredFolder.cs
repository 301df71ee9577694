using System.Globalization;
using System.Text;
using SkyButler.Benchmarks.Commands;
using SkyButler.Benchmarks.Running;

namespace SkyButler.Benchmarks.Moving;

/// <summary>Repositories of files with recorded checksums, made by <c>ingest-files</c>.</summary>
internal static class StoredFolder
{
    private const string Type = "tiny";

    /// <summary>Makes a repository of so many files of a size in bytes; 0 for tiny ones.</summary>
    public static async Task<string> MakeAsync(Bench bench, string name, int count, int size, CancellationToken cancellationToken)
    {
        var repository = bench.Folder.Fresh(name);
        await BenchCamera.CreateAsync(repository, (count + BenchCamera.Detectors - 1) / BenchCamera.Detectors, cancellationToken);
        await DatasetRows.PrepareAsync(repository, Type, cancellationToken);
        var config = Path.Combine(repository, "butler.yaml");
        var text = await File.ReadAllTextAsync(config, cancellationToken);
        await File.WriteAllTextAsync(config, text.Replace("  root: <butlerRoot>", "  root: <butlerRoot>\n  checksum: true", StringComparison.Ordinal), cancellationToken);
        var files = Directory.CreateDirectory(bench.Folder.Fresh(name + "-files")).FullName;
        var table = new StringBuilder("file,instrument,exposure,detector\n");
        var random = new Random(1);
        var content = new byte[size];
        for (var i = 0; i < count; i++)
        {
            var file = Path.Combine(files, string.Create(CultureInfo.InvariantCulture, $"{i}.yaml"));
            random.NextBytes(content);
            await File.WriteAllBytesAsync(file, size > 0 ? content : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"i: {i}\n")), cancellationToken);
            table.Append(CultureInfo.InvariantCulture, $"{file},{BenchCamera.Instrument},{BenchCamera.Exposure(i / BenchCamera.Detectors)},{i % BenchCamera.Detectors}\n");
        }

        var rows = Path.Combine(files, "table.csv");
        await File.WriteAllTextAsync(rows, table.ToString(), cancellationToken);
        await ProgramRun.TimeAsync(bench.Butler, ["ingest-files", repository, Type, BenchCamera.Run, rows, "-t", "move"], cancellationToken);
        return repository;
    }

    /// <summary>The folder of a repository's files.</summary>
    public static string FilesOf(string repository) => Path.Combine(repository, BenchCamera.Run.Split('/')[0]);
}
