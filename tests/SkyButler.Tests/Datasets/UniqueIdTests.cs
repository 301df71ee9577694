using System.Buffers.Binary;
using SkyButler.Datasets;

namespace SkyButler.Tests.Datasets;

public sealed class UniqueIdTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_identifier_is_greater_than_the_one_before_even_where_the_clock_stands()
    {
        var ids = new DatasetIds(new SetClock { Now = Noon });

        var made = Enumerable.Range(0, 100_000).Select(_ => ids.MakeUnique()).ToList();

        // As the databases order them: by their digits.
        made.Zip(made.Skip(1)).ShouldAllBe(pair => string.CompareOrdinal(pair.First.ToString("N"), pair.Second.ToString("N")) < 0);
        made.ShouldAllBe(id => id.Version == 7 && id.Variant >= 8 && id.Variant <= 0xB);
    }

    [Fact]
    public void Identifiers_keep_rising_when_the_clock_is_set_back()
    {
        var clock = new SetClock { Now = Noon };
        var ids = new DatasetIds(clock);
        var before = ids.MakeUnique();

        clock.Now = Noon.AddHours(-1);

        string.CompareOrdinal(before.ToString("N"), ids.MakeUnique().ToString("N")).ShouldBeLessThan(0);
    }

    [Fact]
    public void An_identifier_says_when_it_was_made()
    {
        var id = new DatasetIds(new SetClock { Now = Noon }).MakeUnique();

        var bytes = id.ToByteArray(bigEndian: true);
        (BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16).ShouldBe(Noon.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Two_sources_make_different_identifiers_at_the_same_time()
    {
        var clock = new SetClock { Now = Noon };
        var one = new DatasetIds(clock);
        var two = new DatasetIds(clock);

        var made = Enumerable.Range(0, 10_000).SelectMany(_ => new[] { one.MakeUnique(), two.MakeUnique() }).ToList();

        made.Distinct().Count().ShouldBe(made.Count);
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
