using System.Reflection;
using SkyButler.Tests.Shared;

namespace SkyButler.Pipelines.Tests.Programs;

public sealed class RequirementTableTests
{
    [Fact]
    public void Every_row_of_the_requirements_has_a_test()
    {
        var sheet = File.ReadAllLines(SharedFiles.Golden("../spec/external-tasks-and-batch.md"));
        var rows = sheet.Where(l => l.StartsWith("| WPT-", StringComparison.Ordinal)).Select(l => l.Split('|')[1].Split(',')[0].TrimEnd(')').Replace("(second", "(second)", StringComparison.Ordinal).Trim()).ToList();
        rows.Count.ShouldBeGreaterThan(6);
        var held = typeof(RowAttribute).Assembly.GetTypes().SelectMany(t => t.GetMethods())
            .Where(m => m.GetCustomAttribute<FactAttribute>() is not null)
            .SelectMany(m => m.GetCustomAttributes<RowAttribute>()).Select(a => a.Number).ToHashSet();
        rows.Select(r => r.Contains("(first", StringComparison.Ordinal) ? "WPT-102 (first)" : r).Where(r => !held.Contains(r)).ShouldBeEmpty();
    }
}
