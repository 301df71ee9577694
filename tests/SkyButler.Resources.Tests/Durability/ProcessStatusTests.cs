using System.Diagnostics;
using SkyButler.Resources.Durability;

namespace SkyButler.Resources.Tests.Durability;

/// <summary>Whether a writer lives, as the kernel says.</summary>
public sealed class ProcessStatusTests
{
    private const string Numbers = "0 0 0 20 0";

    [Theory]
    [InlineData('S', 0, 12, false, false)]
    [InlineData('D', 4, 3, false, true)]
    [InlineData('Z', 4, 3, false, true)]
    [InlineData('Z', 4, 1, true, true)]
    [InlineData('X', 4, 0, true, true)]
    public void A_process_has_ended_with_its_last_thread(char state, int flags, int threads, bool hasEnded, bool isLeaving)
    {
        var status = ProcessStatus.Parse($"71 (a) name) {state} 1 71 71 0 -1 {flags} 9 0 0 0 5 {Numbers} {threads} 0 123456 0").ShouldNotBeNull();
        (status.HasEnded, status.IsLeaving, status.Started).ShouldBe((hasEnded, isLeaving, "123456"));
    }

    [Theory]
    [InlineData("SigPnd:\t0000000000000100\nShdPnd:\t0000000000000000\n", true)]
    [InlineData("SigPnd:\t0000000000000000\nShdPnd:\t0000000000000100\n", true)]
    [InlineData("SigPnd:\t0000000000000200\nShdPnd:\t0000000000004000\nSigBlk:\t0000000000000100\n", false)]
    [InlineData("", false)]
    public void A_signal_to_be_killed_is_seen_while_it_waits(string text, bool isKilled) => ProcessStatus.IsKilled(text).ShouldBe(isKilled);

    [Fact]
    public async Task A_process_that_ended_and_was_not_waited_for_does_not_run()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("only Linux tells of processes by files");
        // The program that takes the shell's place does not ask what became of that which the shell started.
        using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", "sleep 61 & echo $!; exec sleep 60"]) { RedirectStandardOutput = true })!;
        try
        {
            var child = int.Parse((await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!, System.Globalization.CultureInfo.InvariantCulture);
            while (await File.ReadAllTextAsync($"/proc/{parent.Id}/comm", TestContext.Current.CancellationToken) != "sleep\n")
                await Task.Yield();
            using (var killed = Process.GetProcessById(child))
                killed.Kill();
            ProcessStatus? status;
            while ((status = ProcessStatus.Parse(await File.ReadAllTextAsync($"/proc/{child}/stat", TestContext.Current.CancellationToken))) is not { State: 'Z' })
                await Task.Yield();
            var writer = ProcessIdentity.Current with { ProcessId = child, Started = status.Started };
            (writer.IsKnownToRun, writer.IsEnding).ShouldBe((false, false));
            (ProcessIdentity.Current.IsKnownToRun, ProcessIdentity.Current.IsEnding).ShouldBe((true, false));
        }
        finally
        {
            parent.Kill();
            await parent.WaitForExitAsync(CancellationToken.None);
        }
    }
}
