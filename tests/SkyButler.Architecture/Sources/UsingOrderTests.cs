using System.Text.RegularExpressions;
using SkyButler.Tests.Shared;

namespace SkyButler.Architecture.Sources;

/// <summary>Source files name what they use in one order, which the compiler doesn't look at.</summary>
public sealed partial class UsingOrderTests
{
    private static readonly string[] Folders = ["src", "tests", "bench", "examples"];

    [Fact]
    public void Namespaces_stand_in_alphabetical_order_those_of_the_framework_first()
    {
        var files = Folders.SelectMany(Sources).ToList();
        files.Count.ShouldBeGreaterThan(1000);
        files.Where(file => !IsOrdered([.. Namespaces(file)])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("System.Text SkyButler.Registry Xunit", true)]
    [InlineData("SkyButler.Registry System.Text", false)]
    [InlineData("SkyButler SkyButler.Registry", true)]
    [InlineData("SkyButler.Registry SkyButler.Queries", false)]
    public void What_is_out_of_order_is_found(string namespaces, bool isOrdered) => IsOrdered(namespaces.Split(' ')).ShouldBe(isOrdered);

    private static bool IsOrdered(string[] namespaces) => namespaces.SequenceEqual(namespaces
        .OrderBy(n => n != nameof(System) && !n.StartsWith("System.", StringComparison.Ordinal))
        .ThenBy(n => n.Replace('.', '\0'), StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(Checkout.File(folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Made().IsMatch(Path.GetRelativePath(Checkout.Root, file)));

    private static IEnumerable<string> Namespaces(string file) => File.ReadLines(file)
        .TakeWhile(line => line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith('#') || line.StartsWith("using ", StringComparison.Ordinal))
        .Select(line => Using().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.None, 1000)]
    private static partial Regex Using();

    [GeneratedRegex("(^|/)(bin|obj)/", RegexOptions.None, 1000)]
    private static partial Regex Made();
}
