using System.Globalization;
using SkyButler.Tests.Shared;
using SkyButler.Tests.Shared.Processes;
using SkyButler.Tests.Shared.Repositories;
using SkyButler.Verification;

namespace SkyButler.Conformance.Transfers.Kills;

/// <summary>
/// Imports, exports, copies, transfers and retrievals whose process is killed at any of the places that it comes by: statements to the database, files,
/// requests to a server. Done again, they come to the undisturbed state, in which nothing is damaged. Ten kills of each kind, five of them on a disk and five
/// in a bucket; a hundred and a hundred in a full campaign.
/// </summary>
public abstract class TransferKillContract
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("SKYBUTLER_LONG") is { Length: > 0 } ? 100 : 5;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(TransferKind.Import)]
    [InlineData(TransferKind.Export)]
    [InlineData(TransferKind.Copy)]
    [InlineData(TransferKind.Transfer)]
    [InlineData(TransferKind.Retrieve)]
    public async Task Work_that_was_killed_comes_to_the_undisturbed_state_when_it_is_done_again(TransferKind kind)
    {
        using var source = await SoundMixed.CopyAsync();
        using var folder = new TemporaryDirectory();
        var undisturbed = await PrepareAsync(kind, source.Path, folder.File("undisturbed"));
        // Far more than there are; the process tells how many it came by.
        var count = int.Parse((await RunVictimAsync(undisturbed, "*:1000000", folder.File("report"), 0))!, CultureInfo.InvariantCulture);
        count.ShouldBeGreaterThan(Kills);
        var expected = await StateAsync(undisturbed);
        var random = new Random((int)kind);
        for (var i = 0; i < Kills; i++)
        {
            var at = 1 + (i * count / Kills) + random.Next(Math.Max(1, count / Kills));
            var work = await PrepareAsync(kind, source.Path, folder.File(string.Create(CultureInfo.InvariantCulture, $"{i}")));
            await RunVictimAsync(work, string.Create(CultureInfo.InvariantCulture, $"*:{at}"), folder.File("report"), OwnProcess.Killed);
            await work.RunAsync();
            (await StateAsync(work)).ShouldBe(expected, $"killed at {at} of {count}");
            await work.RemoveAsync();
        }
    }

    [Theory]
    [InlineData("database.before-statement:9")]
    [InlineData("database.after-commit:1")]
    [InlineData("create.after-tables")]
    [InlineData("create.before-close")]
    [InlineData("database.after-commit:2")]
    public async Task A_copy_that_was_killed_while_its_repository_was_made_is_completed(string moment)
    {
        using var source = await SoundMixed.CopyAsync();
        using var folder = new TemporaryDirectory();
        var database = await FindDatabaseAsync();
        var work = await PrepareAsync(TransferKind.Copy, source.Path, folder.File("copy"), database);
        await RunVictimAsync(work, moment, folder.File("report"), OwnProcess.Killed);
        if (database is not null && moment == "create.after-tables")
        {
            // Nobody else gets the tables that wait for their repository.
            var other = await PrepareAsync(TransferKind.Copy, source.Path, folder.File("other"), database);
            other = other with { Root = folder.File("other") };
            (await Should.ThrowAsync<ButlerException>(other.RunAsync)).Message.ShouldContain("it has tables already");
        }

        await work.RunAsync();
        var state = await StateAsync(work);
        await using var butler = await work.OpenAsync();
        await using var expected = await Butler.OpenAsync(source.Path, cancellationToken: Token);
        // Files from outside have come in, so records of files differ.
        WithoutRecords(state.Skip((await work.FilesAsync()).Count)).ShouldBe(WithoutRecords(await RepositoryState.OfAsync(expected, Token)), moment);
        (await SkyButler.Registry.Managers.RegistryAttributes.ReadAsync(butler.Registry.Context.Database, Token)).Keys.ShouldNotContain(name => name.StartsWith("skybutler", StringComparison.Ordinal));
    }

    /// <summary>Lines of a seed that name a database in place of a local file; null for none.</summary>
    private protected virtual Task<string?> FindDatabaseAsync() => Task.FromResult<string?>(null);

    /// <summary>Where files go in place of a folder, and what is needed to reach it; null for nowhere else.</summary>
    private protected abstract Task<(string Root, IReadOnlyDictionary<string, string> Environment)?> FindPlaceAsync();

    private async Task<TransferWork> PrepareAsync(TransferKind kind, string source, string to, string? database = null)
    {
        var place = await FindPlaceAsync();
        var from = kind == TransferKind.Import ? SharedFiles.Golden("transfers/export") : source;
        var work = new TransferWork(kind, from, to, place?.Root ?? to, new(place?.Environment ?? new Dictionary<string, string>())) { Database = database };
        await work.PrepareAsync();
        return work;
    }

    private static IEnumerable<string> WithoutRecords(IEnumerable<string> state) => state.Where(line => !line.StartsWith("FileRecord ", StringComparison.Ordinal));

    // All that can be seen, which must hold no damage.
    private static async Task<IReadOnlyList<string>> StateAsync(TransferWork work)
    {
        var files = await work.FilesAsync();
        files.ShouldNotBeEmpty();
        if (!work.MakesRepository)
            return [.. files, await work.DescriptionAsync()];
        await using var butler = await work.OpenAsync();
        await using (var report = await RepositoryVerification.FindAsync(butler, cancellationToken: Token))
            (await report.ReadAsync(Token).Select(d => $"{d.Kind} {d.Subject}").ToListAsync(Token)).ShouldBeEmpty();
        return [.. files, .. await RepositoryState.OfAsync(butler, Token)];
    }

    // What the process wrote into its report; null where it did not come so far.
    private static async Task<string?> RunVictimAsync(TransferWork work, string fault, string report, int exitCode)
    {
        File.Delete(report);
        var end = await OwnProcess.RunAsync(typeof(TransferVictim), nameof(TransferVictim.WorkAsync), new Dictionary<string, string>
        {
            ["SKYBUTLER_FAULT"] = fault,
            [TransferVictim.WorkVariable] = work.ToString(),
            [TransferVictim.ReportVariable] = report,
        });
        end.ExitCode.ShouldBe(exitCode, $"{work.Kind} {fault}: {end.Output}");
        return File.Exists(report) ? await File.ReadAllTextAsync(report, Token) : null;
    }

    public sealed class OnDisk : TransferKillContract
    {
        private protected override Task<(string Root, IReadOnlyDictionary<string, string> Environment)?> FindPlaceAsync() =>
            Task.FromResult<(string, IReadOnlyDictionary<string, string>)?>(null);
    }

    public sealed class OnS3 : TransferKillContract
    {
        private protected override async Task<(string Root, IReadOnlyDictionary<string, string> Environment)?> FindPlaceAsync() =>
            ($"s3://first/{Guid.NewGuid():N}/repo", (await S3Server.GetAsync()).Environment);

        private protected override async Task<string?> FindDatabaseAsync() => $"{await PostgresServer.UrlAsync()}\n  namespace: killed_{Guid.NewGuid():N}";
    }
}
