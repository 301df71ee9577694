using SkyButler.Resources.Transfers;

namespace SkyButler.Resources.Tests.Transfers;

public sealed class TransferModesTests
{
    private static readonly ResourcePath Root = ResourcePath.FromLocalDirectory("/repo");

    [Theory]
    [InlineData("auto", TransferMode.Auto)]
    [InlineData("COPY", TransferMode.Copy)]
    [InlineData("relsymlink", TransferMode.RelSymlink)]
    [InlineData("None", TransferMode.None)]
    public void Modes_are_read_in_any_case(string name, TransferMode mode) => TransferModes.Parse(name).ShouldBe(mode);

    [Fact]
    public void Every_mode_has_a_name_that_reads_back()
    {
        foreach (var mode in Enum.GetValues<TransferMode>())
            TransferModes.Parse(mode.ToName()).ShouldBe(mode);
    }

    [Fact]
    public void An_unknown_mode_is_refused_with_the_known_ones() =>
        Should.Throw<ResourceException>(() => TransferModes.Parse("hard")).Message.ShouldContain("hardlink");

    [Theory]
    [InlineData("/a", "/b", TransferMode.Link)]
    [InlineData("s3://b/a", "/b", TransferMode.Copy)]
    [InlineData("/a", "s3://b/b", TransferMode.Copy)]
    public void Auto_links_what_is_local_and_copies_the_rest(string source, string target, TransferMode mode) =>
        TransferMode.Auto.Resolve(ResourcePath.ParseStored(source), ResourcePath.ParseStored(target)).ShouldBe(mode);

    [Theory]
    [InlineData("/repo/a", "b", TransferMode.None)]
    [InlineData("/x/a", "/x/b", TransferMode.Auto)]
    [InlineData("/repo/a", "/x/b", TransferMode.Split)]
    public void Auto_for_many_files_asks_where_they_lie(string first, string second, TransferMode mode) =>
        TransferMode.Auto.ResolveForIngest([ResourcePath.ParseStored(first), ResourcePath.ParseStored(second)], Root).ShouldBe(mode);
}
