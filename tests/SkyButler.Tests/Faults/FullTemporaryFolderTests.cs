using SkyButler.Tests.ButlerFacade;
using SkyButler.Tests.Shared;
using SkyButler.Tests.Shared.Repositories;

namespace SkyButler.Tests.Faults;

/// <summary>A full folder for temporary files (<c>TMPDIR</c>), where what is put to S3 is written first.</summary>
public sealed class FullTemporaryFolderTests
{
    [Theory]
    [InlineData(Scarcity.Space)]
    [InlineData(Scarcity.Files)]
    public async Task A_put_to_S3_says_what_is_full_and_leaves_nothing_there_until_there_is_room(Scarcity scarcity)
    {
        var place = await S3Place.GetAsync();
        using var disk = await SmallDisk.MountAsync();
        using var folder = new TemporaryDirectory();
        var work = new RepositoryWork(folder.File("repo"), folder.File("outside"), place.Stores);
        await work.PrepareAsync(WorkKind.Put, place.Root.ToString(), "Files");
        var environment = new Dictionary<string, string>(place.Environment) { ["TMPDIR"] = disk.File("."), ["DOTNET_EnableDiagnostics"] = "0" };
        var failures = 0;
        foreach (var room in (int[])[0, 1, 4, 13, 40])
        {
            disk.Fill(scarcity, room);
            var end = await FaultVictim.RunAsync(work, WorkKind.Put, environment);
            disk.Free();
            RepositoryState.Files(disk.File(".")).ShouldBeEmpty(end.Output);
            if (end.ExitCode == 0)
                break;
            failures++;
            end.Output.ShouldMatch("(?i)(no space left|full).*(free|TMPDIR)");
            (await place.FilesAsync()).ShouldBeEmpty(end.Output);
            (await work.ReadAllAsync()).ShouldBe(0);
        }

        failures.ShouldBeGreaterThan(2);
        (await work.ReadAllAsync()).ShouldBe(work.Count);
        (await work.VerifyAsync()).ShouldBeEmpty();
    }
}
