using System.Diagnostics;
using SkyButler.Resources.Durability;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Durability;

/// <summary>What killed processes leave in the folder for temporary files.</summary>
public sealed class LeftTemporariesTests : IDisposable
{
    private static readonly ProcessIdentity Dead = ProcessIdentity.Current with { ProcessId = 4_194_303, Started = "1" };

    private readonly TemporaryDirectory folder = new("left");

    [Theory]
    [InlineData(LeftTemporaries.UsualPrefix)]
    [InlineData(LeftTemporaries.CachePrefix)]
    public void What_dead_processes_of_this_machine_left_goes_and_all_else_stays(string prefix)
    {
        var made = MakeFolder(prefix, Dead);
        Make(prefix, Dead, ".fits");
        Make(prefix, Dead with { Boot = "an earlier one" });
        List<string> kept =
        [
            Make(prefix, ProcessIdentity.Current), MakeFolder(prefix, ProcessIdentity.Current), Make(prefix, Dead with { Host = "elsewhere" }), Make(prefix, Dead with { Started = "" }),
            Make("other-", Dead), Make(prefix + "a~b~c~d~e~", Dead), Write(prefix + "Xa3fq1"), Write(prefix), Write("~~~~~"),
        ];
        new LeftTemporaries(folder.Path).Remove();
        Directory.GetFileSystemEntries(folder.Path).ShouldBe(kept, ignoreOrder: true);
        Directory.Exists(made).ShouldBeFalse();
    }

    [Fact]
    public async Task What_another_user_left_stays()
    {
        var made = Make(LeftTemporaries.UsualPrefix, Dead);
        using (var chown = Process.Start(new ProcessStartInfo("chown", ["65534", made]) { RedirectStandardError = true })!)
        {
            await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(chown.ExitCode != 0, "only the administrator can give a file to somebody else");
        }

        new LeftTemporaries(folder.Path).Remove();
        File.Exists(made).ShouldBeTrue();
    }

    [Fact]
    public void A_folder_of_ones_own_is_entered_by_nobody_else_and_stays_while_its_process_runs()
    {
        var own = OwnTemporaries.MakeFolder();
        try
        {
            new LeftTemporaries(Path.GetDirectoryName(own)!).Remove();
            Directory.Exists(own).ShouldBeTrue();
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(own).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            OwnTemporaries.NewFile(".fits").ShouldEndWith(".fits");
        }
        finally
        {
            Directory.Delete(own);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_no_trouble() => Should.NotThrow(() => new LeftTemporaries(folder.File("none")).Remove());

    public void Dispose() => folder.Dispose();

    private string Make(string prefix, ProcessIdentity process, string extension = "") => Write(prefix + LeftTemporaries.NameOf(process) + extension);

    private string MakeFolder(string prefix, ProcessIdentity process)
    {
        var made = folder.File(prefix + LeftTemporaries.NameOf(process));
        Directory.CreateDirectory(Path.Combine(made, "0"));
        File.WriteAllText(Path.Combine(made, "0", "a"), "content");
        return made;
    }

    private string Write(string name)
    {
        File.WriteAllText(folder.File(name), "content");
        return folder.File(name);
    }
}
