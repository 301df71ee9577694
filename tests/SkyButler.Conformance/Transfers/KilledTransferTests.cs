using System.Diagnostics;
using System.Globalization;
using SkyButler.Datastores.Reading;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Transfers;

/// <summary>Imports, exports and copies whose process is killed at a random moment; run again, they come to the undisturbed state.</summary>
public sealed class KilledTransferTests
{
    internal const string FromVariable = "SKYBUTLER_TRANSFER_FROM";
    internal const string ToVariable = "SKYBUTLER_TRANSFER_TO";

    private const int Killed = 128 + 9;

    private static readonly string[] Writing =
        ["journal.after-write", "put.after-stage", "put.after-rows", "batch.before-flush", "batch.before-rename", "batch.after-rename", "batch.after-sync", "put.before-commit", "put.after-commit", "put.after-close"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Ten moments, or a hundred in a full campaign.</summary>
    public static TheoryData<string, string> Moments
    {
        get
        {
            var random = new Random(6);
            var moments = new TheoryData<string, string>();
            for (var i = 0; i < (Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 } ? 100 : 10); i++)
            {
                var work = (string[])[nameof(TransferVictim.Import), nameof(TransferVictim.Copy), nameof(TransferVictim.Export)];
                var (name, places, most) = work[i % work.Length] switch
                {
                    nameof(TransferVictim.Import) => (work[0], (string[])[.. Writing, "import.after-part", "import.after-part", "import.after-collections:1"], 12),
                    nameof(TransferVictim.Copy) => (work[1], [.. Writing, "transfer.after-batch", "copy.after-records:1", "copy.after-datasets:1"], 12),
                    _ => (work[2], ["batch.before-rename", "batch.after-rename", "batch.after-sync", "export.after-files", "export.before-file:1"], 8),
                };
                var place = places[random.Next(places.Length)];
                moments.Add(name, place.Contains(':', StringComparison.Ordinal) ? place : string.Create(CultureInfo.InvariantCulture, $"{place}:{random.Next(1, most)}"));
            }

            return moments;
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_work_that_was_killed_comes_to_the_undisturbed_state_when_run_again(string work, string moment)
    {
        using var source = SharedFiles.CopyGolden("mixed", "mixed-external");
        using var folder = new TemporaryDirectory();
        var from = work == nameof(TransferVictim.Import) ? SharedFiles.Golden("transfers/export") : source.Path;
        var (undisturbed, disturbed) = (folder.File("undisturbed"), folder.File("disturbed"));
        if (work == nameof(TransferVictim.Import))
            foreach (var root in new[] { undisturbed, disturbed })
                await (await GoldenExportTests.MakeAsync(root)).DisposeAsync();
        if (work == nameof(TransferVictim.Copy))
            await TransferVictim.PrepareCopyAsync(from, disturbed);
        await RunAsync(work, from, undisturbed);
        await KillAsync(work, from, disturbed, moment);
        await RunAsync(work, from, disturbed);
        if (work == nameof(TransferVictim.Export))
        {
            (await File.ReadAllTextAsync(Path.Combine(disturbed, "export.yaml"), Token)).ShouldBe(await File.ReadAllTextAsync(Path.Combine(undisturbed, "export.yaml"), Token));
        }
        else
        {
            await using var butler = await Butler.OpenAsync(disturbed, new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite }, Token);
            await using var expected = await Butler.OpenAsync(undisturbed, cancellationToken: Token);
            (await RepositoryState.OfAsync(butler, Token)).ShouldBe(await RepositoryState.OfAsync(expected, Token));
            // Mixed has files that are missing on purpose.
            (await DamagesAsync(butler)).ShouldBe(await DamagesAsync(expected));
        }

        Files(disturbed).ShouldBe(Files(undisturbed));
    }

    private static async Task<List<string>> DamagesAsync(Butler butler) =>
        [.. (await butler.Datastore.FileStores.Single().VerifyAllAsync(VerificationDepth.Sizes, Token).Select(d => $"{d.DatasetId} {d.Component} {d.Kind}").ToListAsync(Token)).Order(StringComparer.Ordinal)];

    private static List<string> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f))
            .Where(f => !f.Contains(".skybutler", StringComparison.Ordinal) && !f.StartsWith("gen3.sqlite3", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    private static Task RunAsync(string work, string from, string to) => work switch
    {
        nameof(TransferVictim.Import) => TransferVictim.ImportAsync(from, to),
        nameof(TransferVictim.Export) => TransferVictim.ExportAsync(from, to),
        _ => TransferVictim.CopyAsync(from, to),
    };

    private static async Task KillAsync(string work, string from, string to, string moment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", typeof(TransferVictim).Assembly.Location, "-explicit", "only", "-noLogo", "-method", $"{typeof(TransferVictim).FullName}.{work}" },
            Environment = { ["SKYBUTLER_FAULT"] = moment, [FromVariable] = from, [ToVariable] = to },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        // A moment that never came lets it end well.
        process.ExitCode.ShouldBeOneOf([Killed, 0], $"{await output}{await errors}");
    }
}
