using Microsoft.Win32.SafeHandles;
using SkyButler.Parquet.Native;

namespace SkyButler.Parquet.Tests.Native;

/// <summary>Contexts of native libraries are used again, also by other threads, and those that nobody needs any more go.</summary>
public sealed class HandlePoolTests
{
    [Fact]
    public void Threads_that_come_one_after_the_other_share_a_handle()
    {
        var made = new List<TestHandle>();
        var pool = new HandlePool<TestHandle>(() => Make(made), 2);
        for (var i = 0; i < 20; i++)
        {
            var thread = new Thread(() => pool.Take().Dispose());
            thread.Start();
            thread.Join();
        }

        made.ShouldHaveSingleItem().IsClosed.ShouldBeFalse();
    }

    [Fact]
    public void Only_some_are_kept_idle()
    {
        var made = new List<TestHandle>();
        var pool = new HandlePool<TestHandle>(() => Make(made), 2);
        var leases = Enumerable.Range(0, 5).Select(_ => pool.Take()).ToList();
        leases.Select(l => l.Handle).Distinct().Count().ShouldBe(5);
        leases.ForEach(l => l.Dispose());
        made.Count(h => h.IsClosed).ShouldBe(3);
    }

    private static TestHandle Make(List<TestHandle> made)
    {
        made.Add(new());
        return made[^1];
    }

    private sealed class TestHandle : SafeHandleZeroOrMinusOneIsInvalid
    {
        public TestHandle()
            : base(ownsHandle: true) => SetHandle(1);

        protected override bool ReleaseHandle() => true;
    }
}
