using System.Diagnostics;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Faults;

/// <summary>
/// A file system of its own on a folder, which a test can fill and make read-only. It is in memory and goes with the test. To mount it is
/// the administrator's right: the tests of others are skipped, with the reason.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const long Page = 4096;
    private const string Size = "size=24m,nr_inodes=1200,mode=700";
    private readonly TemporaryDirectory folder = new("disk");

    private SmallDisk()
    {
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Ballast => folder.File("ballast");

    public static async Task<SmallDisk> MountAsync()
    {
        var disk = new SmallDisk();
        if (await RunAsync("mount", "-t", "tmpfs", "-o", Size, "tmpfs", disk.folder.Path) is { } problem)
        {
            disk.folder.Dispose();
            Assert.Skip($"no file system can be mounted here: {problem}");
        }

        return disk;
    }

    public string File(params string[] parts) => folder.File(parts);

    /// <summary>Leaves only so much room: pages of 4 KiB, or files.</summary>
    public void Fill(Scarcity scarcity, int room)
    {
        Directory.CreateDirectory(Ballast);
        if (scarcity == Scarcity.Space)
        {
            var free = new DriveInfo(folder.Path).AvailableFreeSpace;
            System.IO.File.OpenHandle(Path.Combine(Ballast, "0"), FileMode.CreateNew, FileAccess.Write, preallocationSize: free - (room * Page)).Dispose();
            return;
        }

        var count = 0;
        try
        {
            for (; ; count++)
                System.IO.File.Create(Path.Combine(Ballast, $"{count}")).Dispose();
        }
        catch (IOException)
        {
            for (var i = 0; i < room; i++)
                System.IO.File.Delete(Path.Combine(Ballast, $"{count - 1 - i}"));
        }
    }

    /// <summary>Makes room again.</summary>
    public void Free() => Directory.Delete(Ballast, recursive: true);

    /// <summary>Forbids writing to all of it; nothing on it may be open for writing.</summary>
    public async Task ForbidWritingAsync() => (await RunAsync("mount", "-o", "remount,ro", folder.Path)).ShouldBeNull();

    /// <summary>Allows it again.</summary>
    public async Task AllowWritingAsync() => (await RunAsync("mount", "-o", "remount,rw", folder.Path)).ShouldBeNull();

    public void Dispose()
    {
        using (var unmount = Process.Start("umount", ["--lazy", folder.Path]))
            unmount.WaitForExit();
        folder.Dispose();
    }

    // What the program said when it failed; null where it did its work.
    private static async Task<string?> RunAsync(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return process.ExitCode == 0 ? null : errors.Trim();
    }
}
