using SkyButler.Registry.Log;
using SkyButler.Tests.Faults;

namespace SkyButler.Tests.History;

/// <summary>A bin on another file system than the files: they are copied, and none is lost where there is no room for it.</summary>
public sealed class BinElsewhereTests
{
    private const int MostPages = 40;

    private static CancellationToken Token => UndoneRepository.Token;

    [Fact]
    public async Task Files_come_and_go_by_copies()
    {
        using var disk = await SmallDisk.MountAsync();
        await using var repository = await MakeAsync(disk);
        var before = await repository.StateAsync();
        await repository.RemoveRunAsync();
        repository.Small.Files().Count.ShouldBe(1);
        await repository.UndoAsync();
        (await repository.StateAsync()).ShouldBe(before);
        await repository.CheckWholeAsync();
    }

    [Fact]
    public async Task Without_room_a_removal_ends_in_one_line_and_all_of_it_comes_back()
    {
        using var disk = await SmallDisk.MountAsync();
        await using var repository = await MakeAsync(disk);
        repository.Butler.RemovalChunk = 5;
        var before = await repository.StateAsync();
        var failures = 0;
        for (var room = 0; room < MostPages; room += 3)
        {
            disk.Fill(Scarcity.Space, room);
            if (await Record.ExceptionAsync(repository.RemoveRunAsync) is { } error)
            {
                failures++;
                error.ShouldBeAssignableTo<ButlerException>();
                error.Message.ShouldContain("No space left");
                error.Message.ShouldNotContain('\n');
            }

            disk.Free();
            while (await repository.LatestAsync() is { Action: LogAction.RemoveRuns } removal)
                await repository.UndoAsync(removal);
            (await repository.StateAsync()).ShouldBe(before, $"room for {room}");
        }

        failures.ShouldBeGreaterThan(3);
        await repository.CheckWholeAsync();
    }

    private static async Task<UndoneRepository> MakeAsync(SmallDisk disk)
    {
        var repository = await UndoneRepository.MakeAsync();
        Directory.CreateDirectory(disk.File("bin"));
        File.CreateSymbolicLink(repository.Bin, disk.File("bin"));
        return repository;
    }
}
