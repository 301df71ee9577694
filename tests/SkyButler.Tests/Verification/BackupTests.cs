using System.Diagnostics;
using SkyButler.Configuration;
using SkyButler.Datasets;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Shared;
using SkyButler.Verification;

namespace SkyButler.Tests.Verification;

/// <summary>The ways of <c>docs/backup.md</c>: the database first, then the files, while a writer is at work all the time.</summary>
public sealed class BackupTests
{
    private static readonly HashSet<DamageKind> Expected = [DamageKind.MissingFile, DamageKind.UnregisteredFile, DamageKind.UnfinishedRemoval, DamageKind.StaleJournal];

    private static CancellationToken Token => SmallRepository.Token;

    [Fact]
    public async Task A_copy_of_SQLite_and_disk_that_was_made_while_others_wrote_and_removed_is_whole_after_a_repair()
    {
        if (!File.Exists("/usr/bin/sqlite3"))
            Assert.Skip("the program sqlite3 is not installed");
        await using var repository = await SmallRepository.MakeAsync();
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "exposure", "detector");
        await PutBeforeAsync(repository, type);
        var copy = repository.Outside("backup");
        Directory.CreateDirectory(copy);
        await using (var writer = new BusyWriter(repository, type, PackagedDefaults.Stores))
        {
            // One of his runs goes again, the next stays: more is left than is missing afterwards, however slow he is.
            await writer.AdvanceAsync();
            await writer.AdvanceAsync();
            await ShellAsync($"sqlite3 -cmd '.timeout 60000' '{repository.Root}/gen3.sqlite3' \".backup '{copy}/gen3.sqlite3'\"");
            // Between the two copies one run comes and another goes.
            await BusyWriter.PutAsync(repository.Butler, repository, type, "u/late");
            await repository.Butler.RemoveRunsAsync(["u/gone"], cancellationToken: Token);
            await writer.AdvanceAsync();
            // Files may go while they are copied, which tar tells by a 1.
            await ShellAsync($"cd '{repository.Root}' && {{ tar -c --exclude 'gen3.sqlite3*' --exclude ./.skybutler/journal . || [ $? = 1 ]; }} | tar -x -C '{copy}'");
            await writer.AdvanceAsync();
        }

        await using var restored = await Butler.OpenAsync(copy, new() { Access = RegistryAccess.ReadWrite, Clock = new LaterClock() }, Token);
        await CheckAsync(restored, [DamageKind.MissingFile, DamageKind.UnregisteredFile]);
    }

    [Fact]
    public async Task A_copy_of_PostgreSQL_and_S3_that_was_made_while_others_wrote_and_removed_is_whole_after_a_repair()
    {
        var (url, space) = (await PostgresServer.UrlAsync(), $"backup_{Guid.NewGuid():N}");
        var (place, backup) = (await S3Place.GetAsync(), await S3Place.GetAsync());
        await using var repository = await SmallRepository.MakeAsync($"registry:\n  db: {url}\n  namespace: {space}\ndatastore:\n  root: {place.Root}\n  name: Files\n", place.Stores);
        var type = await repository.RegisterAsync("info", "StructuredDataDict", "exposure", "detector");
        await PutBeforeAsync(repository, type);
        var dump = repository.Outside("registry.dump");
        await using (var writer = new BusyWriter(repository, type, place.Stores))
        {
            // One of his runs goes again, the next stays: more is left than is missing afterwards, however slow he is.
            await writer.AdvanceAsync();
            await writer.AdvanceAsync();
            await ShellAsync($"pg_dump --format=custom --file='{dump}' --schema={space} '{url}'");
            await BusyWriter.PutAsync(repository.Butler, repository, type, "u/late");
            await repository.Butler.RemoveRunsAsync(["u/gone"], cancellationToken: Token);
            await writer.AdvanceAsync();
            await SyncAsync(place, backup);
            await writer.AdvanceAsync();
        }

        var restoredUrl = url[..(url.LastIndexOf('/') + 1)] + space;
        await ShellAsync($"psql -q -c 'CREATE DATABASE {space}' '{url}' && psql -q -c 'CREATE EXTENSION IF NOT EXISTS btree_gist' '{restoredUrl}' && pg_restore --no-owner --dbname='{restoredUrl}' '{dump}'");
        var copy = repository.Outside("restored");
        Directory.CreateDirectory(copy);
        var config = await File.ReadAllTextAsync(Path.Combine(repository.Root, "butler.yaml"), Token);
        config = config.Replace(url, restoredUrl, StringComparison.Ordinal).Replace(place.Root.ToString(), backup.Root.ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(copy, "butler.yaml"), config, Token);
        await using var restored = await Butler.OpenAsync(copy, new() { Access = RegistryAccess.ReadWrite, Clock = new LaterClock(), Stores = backup.Stores }, Token);
        await CheckAsync(restored, [DamageKind.MissingFile, DamageKind.UnregisteredFile]);
    }

    // More stays than others can remove meanwhile, however fast they are: a repair refuses to forget most of a datastore.
    private static async Task PutBeforeAsync(SmallRepository repository, DatasetType type)
    {
        foreach (var run in (string[])["u/kept", "u/kept/2", "u/kept/3", "u/kept/4", "u/gone"])
            await BusyWriter.PutAsync(repository.Butler, repository, type, run);
    }

    // What must be damaged is, no more than may be is, and a repair leaves all that was there before readable.
    private static async Task CheckAsync(Butler restored, IReadOnlyList<DamageKind> known)
    {
        await using (var report = await RepositoryVerification.FindAsync(restored, cancellationToken: Token))
        {
            known.ShouldBeSubsetOf(report.Counts.Keys);
            report.Counts.Keys.ShouldBeSubsetOf(Expected);
            await using var left = await RepositoryRepair.ApplyAsync(restored, report, Token);
            left.Count.ShouldBe(0);
        }

        await using (var again = await RepositoryVerification.FindAsync(restored, cancellationToken: Token))
            again.Count.ShouldBe(0);
        var kept = await restored.Queries.AllDatasetsAsync(new() { Collections = ["u/kept"] }, Token).ToListAsync(Token);
        kept.Count.ShouldBe(12);
        foreach (var dataset in kept)
            (await restored.GetAsync(dataset, cancellationToken: Token)).ShouldBeOfType<OrderedDictionary<string, object?>>()["run"].ShouldBe("u/kept");
        (await restored.Queries.AllDatasetsAsync(new() { Collections = ["u/gone"] }, Token).CountAsync(Token)).ShouldBe(12);
        (await restored.Registry.Collections.FindAsync("u/late", Token)).ShouldBeNull();
    }

    // As aws s3 sync does it: objects that are gone when their turn comes are passed over.
    private static async Task SyncAsync(S3Place from, S3Place to)
    {
        foreach (var name in (await from.FilesAsync()).Where(n => !n.StartsWith(".skybutler/journal/", StringComparison.Ordinal)))
        {
            var batch = to.Stores.For(to.Root).BeginBatch();
            await using var closing = batch;
            try
            {
                await batch.StageTransferAsync(from.Root.Join(name), to.Root.Join(name), TransferMode.Copy, Token);
                await batch.CommitAsync(Token);
            }
            catch (ResourceNotFoundException)
            {
                // Removed since it was listed.
            }
        }
    }

    private static async Task ShellAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardError = true })!;
        var error = await shell.StandardError.ReadToEndAsync(Token);
        await shell.WaitForExitAsync(Token);
        shell.ExitCode.ShouldBe(0, $"{command}: {error}");
    }
}
