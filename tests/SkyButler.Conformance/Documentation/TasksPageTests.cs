using System.Reflection;
using SkyButler.Examples.Tasks;
using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;
using SkyButler.Tests.Shared;

namespace SkyButler.Conformance.Documentation;

/// <summary>What <c>docs/tasks.md</c> says is so.</summary>
public sealed class TasksPageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(SkyLevelConnections))]
    [InlineData(nameof(SkyLevelConfig))]
    [InlineData(nameof(SkyLevelTask))]
    public async Task The_example_is_what_is_compiled_here(string file)
    {
        var code = await File.ReadAllTextAsync(Checkout.File($"tests/SkyButler.Conformance/Documentation/{file}.cs"), Token);
        (await PageAsync()).ShouldContain($"```csharp\n{code.Trim()}\n```");
    }

    [Theory]
    [InlineData(typeof(IsrConfig))]
    [InlineData(typeof(SubtractConfig))]
    public async Task Every_field_of_the_shipped_tasks_is_described(Type config)
    {
        var page = await PageAsync();
        foreach (var field in config.GetProperties().Where(p => p.DeclaringType == config && p.GetCustomAttribute<ConfigFieldAttribute>() is not null))
            page.ShouldContain($"`{char.ToLowerInvariant(field.Name[0])}{field.Name[1..]}`");
    }

    [Theory]
    [InlineData(typeof(IsrConnections))]
    [InlineData(typeof(SubtractConnections))]
    public async Task Every_connection_of_the_shipped_tasks_is_described(Type type)
    {
        var page = await PageAsync();
        foreach (var (name, connection) in ((TaskConnections)Activator.CreateInstance(type)!).All)
        {
            var dimensions = string.Join(", ", ((DimensionedConnection)connection).Dimensions);
            var row = page.Split('\n').Single(l => l.StartsWith($"| `{name}` |", StringComparison.Ordinal));
            row.ShouldEndWith($"| `{connection.Name}` | `{connection.StorageClass}` | {dimensions} |");
        }
    }

    private static Task<string> PageAsync() => File.ReadAllTextAsync(Checkout.File("docs/tasks.md"), Token);
}
