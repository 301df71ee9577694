using FsCheck;
using FsCheck.Fluent;

namespace SkyButler.Resources.Tests;

public sealed class ResourcePathLaws
{
    private static readonly Gen<string> Component =
        Gen.Elements("a", "B7", "x y", "ü", "100%", "#", "?", "&", "a:b", ".h", "+", "'", "%zz", "日本")
            .ArrayOf().Where(parts => parts.Length > 0).Select(string.Concat);

    private static readonly Arbitrary<string[]> Components =
        Component.ArrayOf().Where(parts => parts.Length > 0).ToArbitrary();

    [Fact]
    public void A_local_name_survives_the_way_through_its_uri() => Prop.ForAll(Components, parts =>
    {
        var name = "/" + string.Join('/', parts);
        var path = ResourcePath.FromLocalPath(name);
        return path.LocalPath == name && ResourcePath.ParseStored(path.ToString()).Equals(path);
    }).Check(Config.QuickThrowOnFailure.WithReplay(20260101, 7));

    [Fact]
    public void What_is_joined_to_a_directory_is_seen_from_it() => Prop.ForAll(Components, parts =>
    {
        var root = ResourcePath.ParseStored("s3://bucket/some%20where/");
        // A hash sign would begin a fragment, and an encoded text is taken as such.
        var relative = string.Join('/', parts).Replace('#', 'h');
        return PercentEncoding.IsEncoded(relative) || root.Join(relative).RelativeTo(root) == relative;
    }).Check(Config.QuickThrowOnFailure.WithReplay(20260101, 7));

    [Fact]
    public void Nothing_joined_under_a_guard_leaves_its_root()
    {
        var pieces = Gen.Elements("..", ".", "/", "a", "%2E%2E", "%2F", "~", "$HOME", "file:", "//", "\\", "#", "a b", "s3://x/");
        var guard = new RootedPaths(ResourcePath.FromLocalDirectory("/root/of/all"));
        Prop.ForAll(pieces.ArrayOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                return guard.Join(text).LocalPath.StartsWith("/root/of/all/", StringComparison.Ordinal)
                    && !guard.Join(text).LocalPath.Split('/').Contains("..");
            }
            catch (ResourceException)
            {
                return true;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20260101, 7));
    }
}
