using System.Text;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;
using SkyButler.Tests.Shared;

namespace SkyButler.Resources.Tests.Durability;

public sealed class TemporaryNamesTests
{
    [Theory]
    [InlineData("/r/u/x_1.yaml", "x_1.tmp.yaml")]
    [InlineData("/r/u/x.fits.gz", "x.tmp.fits.gz")]
    [InlineData("/r/u/x", "x.tmp")]
    public void A_temporary_name_is_beside_the_final_one_and_known_by_its_form(string final, string ending)
    {
        var name = TemporaryNames.For(final);
        Path.GetDirectoryName(name).ShouldBe("/r/u");
        Path.GetFileName(name).Length.ShouldBe(16 + ending.Length);
        name.ShouldEndWith(ending);
        TemporaryNames.IsTemporary(Path.GetFileName(name)).ShouldBeTrue();
        TemporaryNames.IsTemporary(Path.GetFileName(final)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("flat_1.yaml", true)]
    [InlineData("flat_10.yaml", false)]
    [InlineData("flat_.yaml", false)]
    [InlineData("flat_1.json", false)]
    public void A_temporary_name_tells_its_final_one(string final, bool isIts) =>
        TemporaryNames.IsTemporaryOf(Path.GetFileName(TemporaryNames.For("/r/flat_1.yaml")), final).ShouldBe(isIts);

    [Fact]
    public void The_longest_legal_name_has_a_temporary_one()
    {
        var name = Path.GetFileName(TemporaryNames.For("/r/" + new string('ä', 125) + ".fits"));
        Encoding.UTF8.GetByteCount(name).ShouldBeLessThanOrEqualTo(255);
        TemporaryNames.IsTemporary(name).ShouldBeTrue();
    }

    [Fact]
    public async Task Leftovers_are_found_and_nothing_else()
    {
        using var folder = new TemporaryDirectory();
        Directory.CreateDirectory(folder.File("run", "type"));
        var leftover = TemporaryNames.For(folder.File("run", "type", "a.fits"));
        await File.WriteAllTextAsync(leftover, "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("run", "type", "b.fits"), "whole", TestContext.Current.CancellationToken);
        var found = await TemporaryNames.FindLeftoversAsync(
            new LocalResourceStore(), ResourcePath.FromLocalDirectory(folder.Path), DateTimeOffset.MaxValue, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        found.Select(file => file.Path.LocalPath).ShouldBe([leftover]);
        (await TemporaryNames.FindLeftoversAsync(
            new LocalResourceStore(), ResourcePath.FromLocalDirectory(folder.Path), DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }
}
