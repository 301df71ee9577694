using System.Text;
using Amazon.S3.Model;
using SkyButler.Resources.Stores.S3;

namespace SkyButler.Resources.Tests.Stores.S3;

/// <summary>Looking at many objects by listing gives what looking at each would.</summary>
public sealed class S3ListedLookTests
{
    private int pages;

    [Fact]
    public async Task What_is_found_is_what_is_there()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var there = Keys(random, random.Next(2_000));
            var asked = Keys(random, random.Next(600)).Union(there.Take(random.Next(there.Count + 1))).ToList();
            var (found, missing, alone) = await LookAsync(there, asked, random.Next(1, 1_000), TestContext.Current.CancellationToken);
            found.ShouldAllBe(key => there.Contains(key));
            missing.ShouldAllBe(key => !there.Contains(key));
            found.Concat(missing).Concat(alone).Order(StringComparer.Ordinal).SequenceEqual(asked.Order(StringComparer.Ordinal)).ShouldBeTrue($"seed {seed}");
        }
    }

    [Fact]
    public async Task Two_thousand_neighbours_take_a_few_requests()
    {
        var there = Enumerable.Range(0, 2_000).Select(i => $"run/type/{i:d6}.fits").ToHashSet();
        var (found, _, alone) = await LookAsync(there, there, 1_000, TestContext.Current.CancellationToken);
        found.Count.ShouldBe(1_998);
        alone.Count.ShouldBe(2);
        pages.ShouldBe(2);
    }

    [Fact]
    public async Task Where_others_lie_thick_between_it_is_given_up_after_a_page()
    {
        var there = Enumerable.Range(0, 100_000).Select(i => $"a/{i:d6}").ToHashSet();
        var asked = Enumerable.Range(0, 100).Select(i => $"a/{i * 1_000:d6}").ToList();
        var (_, _, alone) = await LookAsync(there, asked, 1_000, TestContext.Current.CancellationToken);
        pages.ShouldBe(1);
        alone.Count.ShouldBeGreaterThan(97);
    }

    [Fact]
    public async Task A_server_that_keeps_no_order_is_not_believed()
    {
        var asked = Enumerable.Range(0, 100).Select(i => $"a/{i:d6}").ToList();
        var (_, _, alone) = await LookAsync(asked.ToHashSet(), asked, 1_000, TestContext.Current.CancellationToken, isReversed: true);
        alone.ShouldBe(asked, ignoreOrder: true);
    }

    // Letters beyond the first 65,536, which sort otherwise as bytes than as .NET's characters.
    private static HashSet<string> Keys(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => new[] { "a", "b/", "ü", "\uff5e", "\U0001f52d", "0" }[random.Next(6)])) + random.Next(500))];

    private async Task<(List<string> Found, List<string> Missing, IReadOnlyList<string> Alone)> LookAsync(
        HashSet<string> there, IReadOnlyCollection<string> asked, int page, CancellationToken token, bool isReversed = false)
    {
        List<string> found = [], missing = [];
        var look = new S3ListedLook((prefix, after, _) =>
        {
            pages++;
            var rest = there.Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && Compare(key, after) > 0).Order(Comparer<string>.Create(Compare)).ToList();
            var items = rest.Take(page).Select(key => new S3Object { Key = key, Size = 1 }).ToList();
            if (isReversed)
                items.Reverse();
            return new(new ListObjectsV2Response { S3Objects = items, IsTruncated = rest.Count > page });
        });
        var alone = await look.LookAsync(asked, (key, item) => (item is null ? missing : found).Add(key), token);
        // What is asked for again counts as it is answered then.
        return ([.. found.Except(alone)], [.. missing.Except(alone)], alone);
    }

    private static int Compare(string one, string other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));
}
