using System.Buffers.Binary;
using SkyButler.Pipelines.Quanta;
using SkyButler.Pipelines.Quanta.Files;
using SkyButler.Pipelines.Quanta.Files.Old;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Quanta;

/// <summary>Headers of files in the original's old format, by one that Python's lzma module packed.</summary>
public sealed class OldGraphFileTests : IDisposable
{
    private const string File =
        "cWdyYXBoNPboqQADAAAAAAAAAdz9N3pYWgAABObWtEYCACEBEgAAACO4hyzgBBIBmV0APYiE5yNDeEcSDbc6XzKxNuW31LvoStKvunK6Ck43XF" +
        "scvvbkwkywscmGHpIGZhgAIHmMZ+nwMpRgvbBzccGF/eGlbpaj3vgtqG5tos/74hiE2gKjS9LVAtFINxSsX6pnSTdUhk/01ksvY+1S5Z9iJ4Ap" +
        "i6E9QIFRhWS+MWeTPV/dQc8uCOYV14r4bWJRBhXLQMsP184nq97inifKeaHb5j5G+3UQd7XwDS5fd0piqtAdHmt+9o3+/cEMIEcxS9z9LbxZOD" +
        "2FJKVFmu9KKk8VxqMwWHPLqNoCkrq2Naa2ojoyqn6NpERaoXLZ04WyBwwuwXs1useEFlKobQjMVZyeCCXpEKI/qbuMWX8BznPs5fcNmMcFNsNZ" +
        "xNqw4ExW/xe5+UKBCEE9T8XCK7DvbergTJe+Z0fVVaYSPKDxqeowxn8a7vnZtYB0uH28JFYaxqeRV3SmBadDXkdFiosa6rAxJLHLSw2mnm4eB/" +
        "y4tXJK4U78joidavoQ3kAUSV1HbTpClCQtIUkqES4ypCkbZyJoWDlzdbifm+I5kQAAAACrSC78izjanQABtQOTCAAAOTMUb7HEZ/sCAAAAAARZ" +
        "WnJlc3QgdGhhdCBub2JvZHkgcmVhZHM=";

    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_header_is_read_and_explained()
    {
        var file = Write(Convert.FromBase64String(File));
        var header = await OldGraphFile.ReadHeaderAsync(file, null, Token);
        header.Count.ShouldBe(5);
        header.Tasks.ShouldBe(["isr", "characterize"]);
        header.Inputs.ShouldBe(["raw/all", "calib"]);
        header.OutputRun.ShouldBe("u/me/out/20231114T221320Z");
        header.BuildId.ShouldBe("1700000000.5-4242");
        (await Should.ThrowAsync<QuantumGraphException>(() => GraphArchive.OpenAsync(file, null, Token))).Message.ShouldBe(
            $"The graph '{file}' is in the original's old format, of which only the header is read here: 5 quanta of the tasks isr, characterize for the run "
            + "'u/me/out/20231114T221320Z' from raw/all, calib, by me, 2023-11-14 22:13:20.5, with 'pipetask qgraph -b repo -q old.qgraph'. Build it anew as .qg.");
    }

    [Fact]
    public async Task Damaged_files_are_told_in_one_line()
    {
        var good = Convert.FromBase64String(File);
        var size = (int)BinaryPrimitives.ReadInt64BigEndian(good.AsSpan(12)) + 20;
        foreach (var length in Enumerable.Range(0, size))
            await RefuseAsync(good[..length]);
        // Check sums of the xz format find a changed bit, and the rest is compared.
        for (var i = 0; i < size; i++)
        {
            var bad = good.ToArray();
            bad[i] ^= 0x11;
            await RefuseAsync(bad);
        }
    }

    [Fact]
    public async Task Other_versions_and_sizes_beyond_reason_are_refused()
    {
        var good = Convert.FromBase64String(File);
        BinaryPrimitives.WriteUInt16BigEndian(good.AsSpan(10), 4);
        (await RefuseAsync(good)).ShouldContain("it has version 4, and 3 is known here");
        good = Convert.FromBase64String(File);
        BinaryPrimitives.WriteInt64BigEndian(good.AsSpan(12), long.MaxValue);
        (await RefuseAsync(good)).ShouldContain("its header is damaged");
    }

    private async Task<string> RefuseAsync(byte[] content)
    {
        var error = await Should.ThrowAsync<QuantumGraphException>(() => OldGraphFile.ReadHeaderAsync(Write(content), null, Token));
        error.Message.ShouldNotContain("\n");
        return error.Message;
    }

    private string Write(byte[] content)
    {
        var file = folder.File("old.qgraph");
        System.IO.File.WriteAllBytes(file, content);
        return file;
    }
}
