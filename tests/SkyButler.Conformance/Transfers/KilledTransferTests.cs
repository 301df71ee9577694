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
    internal const string ReportVariable = "SKYBUTLER_TRANSFER_REPORT";

    private const int Killed = 128 + 9;

    private static readonly int Kills = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 } ? 34 : 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(TransferVictim.Import))]
    [InlineData(nameof(TransferVictim.Copy))]
    [InlineData(nameof(TransferVictim.Export))]
    public async Task A_work_that_was_killed_comes_to_the_undisturbed_state_when_run_again(string work)
    {
        using var source = SharedFiles.CopyGolden("mixed", "mixed-external");
        using var folder = new TemporaryDirectory();
        var from = work == nameof(TransferVictim.Import) ? SharedFiles.Golden("transfers/export") : source.Path;
        var (undisturbed, report) = (folder.File("undisturbed"), folder.File("report"));
        await PrepareAsync(work, from, undisturbed);
        // Far more than there are; the process tells how many it came by.
        await RunVictimAsync(work, from, undisturbed, "*:1000000", report, 0);
        var count = int.Parse(await File.ReadAllTextAsync(report, Token), CultureInfo.InvariantCulture);
        count.ShouldBeGreaterThan(Kills);
        var random = new Random(6);
        for (var i = 0; i < Kills; i++)
        {
            var at = 1 + (i * count / Kills) + random.Next(Math.Max(1, count / Kills));
            var disturbed = folder.File($"disturbed{i}");
            await PrepareAsync(work, from, disturbed);
            await RunVictimAsync(work, from, disturbed, string.Create(CultureInfo.InvariantCulture, $"*:{at}"), report, Killed);
            await RunAsync(work, from, disturbed);
            await CompareAsync(work, disturbed, undisturbed, $"{work} killed at {at} of {count}");
        }
    }

    private static async Task PrepareAsync(string work, string from, string to)
    {
        if (work == nameof(TransferVictim.Import))
            await (await GoldenExportTests.MakeAsync(to)).DisposeAsync();
        if (work == nameof(TransferVictim.Copy))
            await TransferVictim.PrepareCopyAsync(from, to);
    }

    private static async Task CompareAsync(string work, string disturbed, string undisturbed, string when)
    {
        if (work == nameof(TransferVictim.Export))
        {
            (await File.ReadAllTextAsync(Path.Combine(disturbed, "export.yaml"), Token)).ShouldBe(await File.ReadAllTextAsync(Path.Combine(undisturbed, "export.yaml"), Token), when);
        }
        else
        {
            await using var butler = await Butler.OpenAsync(disturbed, new() { Access = SkyButler.Registry.RegistryAccess.ReadWrite }, Token);
            await using var expected = await Butler.OpenAsync(undisturbed, cancellationToken: Token);
            (await RepositoryState.OfAsync(butler, Token)).ShouldBe(await RepositoryState.OfAsync(expected, Token), when);
            // Mixed has files that are missing on purpose.
            (await DamagesAsync(butler)).ShouldBe(await DamagesAsync(expected), when);
        }

        Files(disturbed).ShouldBe(Files(undisturbed), when);
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

    private static async Task RunVictimAsync(string work, string from, string to, string fault, string report, int exitCode)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", typeof(TransferVictim).Assembly.Location, "-explicit", "only", "-noLogo", "-method", $"{typeof(TransferVictim).FullName}.{work}" },
            Environment = { ["SKYBUTLER_FAULT"] = fault, [FromVariable] = from, [ToVariable] = to, [ReportVariable] = report },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var errors = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        process.ExitCode.ShouldBe(exitCode, $"{work} {fault}: {await output}{await errors}");
    }
}
