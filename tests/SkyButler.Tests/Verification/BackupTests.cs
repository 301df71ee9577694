using System.Diagnostics;
using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Verification;

namespace SkyButler.Tests.Verification;

/// <summary>The way of <c>docs/backup.md</c>: the database first, then the files, while writers are at work.</summary>
public sealed class BackupTests
{
    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task A_copy_that_was_made_while_others_wrote_and_removed_is_whole_after_a_repair()
    {
        if (!File.Exists("/usr/bin/sqlite3"))
            Assert.Skip("the program sqlite3 is not installed");
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "exposure", "detector");
        await PutAsync(repository, type, "u/kept");
        await PutAsync(repository, type, "u/gone");
        var copy = repository.Outside("backup");
        Directory.CreateDirectory(copy);
        await ShellAsync($"sqlite3 '{repository.Root}/gen3.sqlite3' \".backup '{copy}/gen3.sqlite3'\"");
        // Between the two copies one run comes and another goes, and a writer is in the midst of its work.
        await PutAsync(repository, type, "u/late");
        await repository.Butler.RemoveRunsAsync(["u/gone"], cancellationToken: Token);
        await ShellAsync($"cd '{repository.Root}' && tar -c --exclude 'gen3.sqlite3*' --exclude ./.skybutler/journal . | tar -x -C '{copy}'");

        await using var restored = await Butler.OpenAsync(copy, new() { Access = RegistryAccess.ReadWrite, Clock = new LaterClock() }, Token);
        await using (var report = await RepositoryVerification.FindAsync(restored, cancellationToken: Token))
        {
            report.Counts.Keys.ShouldBe([DamageKind.MissingFile, DamageKind.UnregisteredFile]);
            await using var left = await RepositoryRepair.ApplyAsync(restored, report, Token);
            left.Count.ShouldBe(0);
        }

        var kept = await restored.Queries.AllDatasetsAsync(new() { Collections = ["u/kept"] }, Token).ToListAsync(Token);
        kept.Count.ShouldBe(12);
        foreach (var dataset in kept)
            (await restored.GetAsync(dataset, cancellationToken: Token)).ShouldBeOfType<OrderedDictionary<string, object?>>()["run"].ShouldBe("u/kept");
    }

    private static async Task PutAsync(SmallRepository repository, DatasetType type, string run)
    {
        await repository.Butler.Registry.Collections.RegisterAsync([run], CollectionType.Run, null, Token);
        var datasets = new List<(object, DatasetRef)>();
        for (var exposure = 1; exposure <= 3; exposure++)
            for (var detector = 0; detector < 4; detector++)
                datasets.Add((new OrderedDictionary<string, object?> { ["run"] = run }, repository.Ref(type, new() { ["instrument"] = "Cam", ["exposure"] = exposure, ["detector"] = detector }, run)));
        await repository.Butler.PutAsync(datasets, Token);
    }

    private static async Task ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]))!;
        await shell.WaitForExitAsync(Token);
        shell.ExitCode.ShouldBe(0);
    }
}
