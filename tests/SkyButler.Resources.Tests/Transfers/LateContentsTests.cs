using SkyButler.Resources.Transfers.Objects;

namespace SkyButler.Resources.Tests.Transfers;

public sealed class LateContentsTests
{
    private const int MiB = 1 << 20;

    [Fact]
    public void Small_files_come_late_however_many()
    {
        var late = new LateContents();
        Enumerable.Repeat(MiB, 10_000).ShouldAllBe(size => !late.IsSentAhead(size));
    }

    [Fact]
    public void Large_files_go_ahead_and_others_when_there_are_many_bytes()
    {
        var late = new LateContents();
        late.IsSentAhead(17 * MiB).ShouldBeTrue();
        Enumerable.Range(0, 10).Count(_ => !late.IsSentAhead(10 * MiB)).ShouldBe(6);
        late.IsSentAhead(3 * MiB).ShouldBeFalse();
        late.IsSentAhead(3 * MiB).ShouldBeTrue();
    }
}
