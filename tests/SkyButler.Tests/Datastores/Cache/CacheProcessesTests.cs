using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SkyButler.Datastores.Cache;
using SkyButler.Tests.Shared;
using SkyButler.Tests.Shared.Processes;

namespace SkyButler.Tests.Datastores.Cache;

/// <summary>Several processes fill one cache together.</summary>
public sealed class CacheProcessesTests
{
    private const int Processes = 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Processes_that_share_a_folder_read_whole_files_and_keep_its_limit()
    {
        using var folder = new TemporaryDirectory("cache");
        var fillers = Enumerable.Range(0, Processes).Select(seed => Start(folder.Path, seed)).ToList();
        var running = Task.WhenAll(fillers.Select(CheckAsync));
        var most = 0;
        while (!running.IsCompleted)
        {
            most = Math.Max(most, Kept(folder.Path).Count);
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(2), Token));
        }

        await running;
        // Each reader may have put in one that its own cleaning has not come to yet.
        most.ShouldBeInRange(1, CacheFiller.Limit + (Processes * CacheFiller.Readers));
        var kept = Kept(folder.Path);
        kept.Count.ShouldBeInRange(1, CacheFiller.Limit);
        foreach (var file in kept)
            (await File.ReadAllBytesAsync(file, Token)).ShouldBe(CacheFiller.Content(int.Parse(Path.GetFileName(file)[..8], System.Globalization.NumberStyles.HexNumber) - 1));
        Directory.GetFiles(folder.File(UsedFiles.FolderName)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_process_had_in_use_goes_with_the_next_client()
    {
        using var folder = new TemporaryDirectory("cache");
        using var filler = Start(folder.Path, 7);
        var used = folder.File(UsedFiles.FolderName);
        while (!filler.HasExited && !(Directory.Exists(used) && Directory.EnumerateFiles(used).Any()))
            await Task.Yield();
        filler.Kill();
        await filler.WaitForExitAsync(Token);
        using (var cache = new FileCache(folder.Path, new(CacheExpiryMode.Files, CacheFiller.Limit), TimeProvider.System, NullLogger.Instance))
            cache.IsEnabled.ShouldBeTrue();
        Directory.GetFiles(used).ShouldBeEmpty();
        foreach (var file in Kept(folder.Path))
            (await File.ReadAllBytesAsync(file, Token)).Length.ShouldBeGreaterThanOrEqualTo(CacheFiller.Content(0).Length);
    }

    [Fact]
    public async Task A_folder_of_another_user_is_no_cache()
    {
        using var folder = new TemporaryDirectory("cache");
        using (var chown = Process.Start(new ProcessStartInfo("chown", ["65534", folder.Path]) { RedirectStandardError = true })!)
        {
            await chown.WaitForExitAsync(Token);
            Assert.SkipWhen(chown.ExitCode != 0, "only the administrator can give a folder to somebody else");
        }

        var log = new ListLog();
        using var cache = new FileCache(folder.Path, new(CacheExpiryMode.Never, 0), TimeProvider.System, log);
        cache.IsEnabled.ShouldBeFalse();
        log.Messages.ShouldHaveSingleItem().ShouldContain("belongs to another user");
    }

    private static List<string> Kept(string folder) => [.. Directory.GetFiles(folder)];

    private static Process Start(string folder, int seed) =>
        OwnProcess.Start(typeof(CacheFiller), nameof(CacheFiller.FillAsync), new Dictionary<string, string> { [CacheFiller.FolderVariable] = folder, [CacheFiller.SeedVariable] = $"{seed}" });

    private static async Task CheckAsync(Process process)
    {
        using (process)
        {
            var end = await OwnProcess.EndAsync(process);
            end.ExitCode.ShouldBe(0, end.Output);
        }
    }
}
