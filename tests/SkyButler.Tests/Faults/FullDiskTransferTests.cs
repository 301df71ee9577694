using SkyButler.Datastores;
using SkyButler.Queries;
using SkyButler.Registry;
using SkyButler.Registry.Errors;
using SkyButler.Resources;
using SkyButler.Resources.Transfers;
using SkyButler.Tests.Shared;
using SkyButler.Tests.Shared.Repositories;
using SkyButler.Transfers;
using SkyButler.Transfers.Exports;
using SkyButler.Transfers.Repositories;
using SkyButler.Verification;

namespace SkyButler.Tests.Faults;

/// <summary>Zips, exports, transfers and copies onto disks that become full at every write: one line that says so, nothing half made, and done when there is room.</summary>
public sealed class FullDiskTransferTests
{
    private const int Datasets = 3;
    private const int SingleSteps = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Scarcity.Space)]
    [InlineData(Scarcity.Files)]
    public async Task A_zip_comes_whole_or_not_at_all(Scarcity scarcity) => await EachRoomAsync(
        scarcity,
        async (source, folder) =>
        {
            var error = await Record.ExceptionAsync(() => source.RetrieveZipAsync(AllOf(source), folder, new RetrieveOptions(), Token));
            RepositoryState.Files(folder).Count().ShouldBe(error is null ? 1 : 0, error?.Message);
            return error;
        },
        folder => Task.FromResult(Directory.CreateDirectory(folder)));

    [Theory]
    [InlineData(Scarcity.Space)]
    [InlineData(Scarcity.Files)]
    public async Task An_export_has_its_file_when_it_has_all_others(Scarcity scarcity) => await EachRoomAsync(scarcity, async (source, folder) =>
    {
        var options = new ExportOptions { Transfer = TransferMode.Copy, Overwrite = true };
        var error = await Record.ExceptionAsync(() => source.ExportEverythingAsync(folder, options, Token));
        if (error is null)
            RepositoryState.Files(folder).Count().ShouldBe(Datasets + 1);
        else
            File.Exists(Path.Combine(folder, "export.yaml")).ShouldBeFalse(error.Message);
        return error;
    });

    [Theory]
    [InlineData(Scarcity.Space)]
    [InlineData(Scarcity.Files)]
    public async Task Transferred_datasets_come_with_their_files_or_not_at_all(Scarcity scarcity) => await EachRoomAsync(
        scarcity,
        async (source, folder) =>
        {
            var error = await Record.ExceptionAsync(async () =>
            {
                await using var target = await OpenAsync(folder);
                await target.TransferFromAsync(source, AllOf(source), new TransferRequest { Transfer = TransferMode.Copy, RegisterDatasetTypes = true }, Token);
            });
            await CheckAsync(folder, error is null ? [Datasets] : [0, Datasets], error);
            return error;
        },
        folder => Butler.CreateAsync(folder, new(), Token));

    [Theory]
    [InlineData(Scarcity.Space)]
    [InlineData(Scarcity.Files)]
    public async Task A_copy_goes_on_when_there_is_room(Scarcity scarcity) => await EachRoomAsync(scarcity, async (source, folder) =>
    {
        var error = await Record.ExceptionAsync(async () =>
        {
            await source.MakeAlikeAsync(folder, new ButlerCreation(), Token);
            await using var copy = await OpenAsync(folder);
            await copy.CopyFromAsync(source, new() { Transfer = TransferMode.Copy }, Token);
        });
        if (error is null)
            await CheckAsync(folder, [Datasets], null);
        return error;
    });

    private static Task<Butler> OpenAsync(string folder) => Butler.OpenAsync(folder, new() { Access = RegistryAccess.ReadWrite }, Token);

    private static IAsyncEnumerable<SkyButler.Datasets.DatasetRef> AllOf(Butler source) => source.Queries.AllDatasetsAsync(new AllDatasetsQuery { Collections = ["u/run"], WithRecords = true }, Token);

    // Opens, holds so many datasets, each with its file, and nothing besides.
    private static async Task CheckAsync(string folder, int[] counts, Exception? error)
    {
        await using (var cleaning = await OpenAsync(folder))
        {
            // The first client that writes takes away what could not be taken away for want of room.
        }

        await using var butler = await Butler.OpenAsync(folder, new() { Access = RegistryAccess.ReadOnly }, Token);
        (await butler.Queries.AllDatasetsAsync(new AllDatasetsQuery { Collections = ["*"] }, Token).CountAsync(Token)).ShouldBeOneOf(counts);
        await using var report = await RepositoryVerification.FindAsync(butler, cancellationToken: Token);
        (await report.ReadAsync(Token).Select(d => $"{d.Kind} {d.Subject}").ToListAsync(Token)).ShouldBeEmpty(error?.Message);
    }

    // Does some work with no room at all, with a little more, and so on until it is done; after each failure again with room enough.
    private static async Task EachRoomAsync(Scarcity scarcity, Func<Butler, string, Task<Exception?>> workAsync, Func<string, Task>? prepareAsync = null)
    {
        using var disk = await SmallDisk.MountAsync();
        using var outside = new TemporaryDirectory();
        var work = new RepositoryWork(outside.File("repo"), outside.File("outside"), Count: Datasets);
        await work.PrepareAsync(WorkKind.Remove);
        await using var source = await work.OpenAsync();
        var failures = 0;
        for (var room = 0; ; room += room < SingleSteps ? 1 : 1 + (room / 2))
        {
            var folder = disk.File($"target{room}");
            if (prepareAsync is not null)
                await prepareAsync(folder);
            disk.Fill(scarcity, room);
            var error = await workAsync(source, folder);
            disk.Free();
            if (error is null)
                break;
            failures++;
            (error is ButlerException or ResourceException or RegistryException or DatastoreException).ShouldBeTrue(error.ToString());
            error.Message.ShouldNotContain('\n');
            error.Message.ShouldMatch("(?i)space|full", error.ToString());
            (await workAsync(source, folder)).ShouldBeNull($"room for {room}");
            Directory.Delete(folder, recursive: true);
        }

        failures.ShouldBeGreaterThan(0);
    }
}
