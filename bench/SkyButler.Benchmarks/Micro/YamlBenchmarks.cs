using BenchmarkDotNet.Attributes;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Yaml;

namespace SkyButler.Benchmarks.Micro;

/// <summary>Small YAML documents, as most metadata are.</summary>
[Config(typeof(MicroSettings))]
public class YamlBenchmarks
{
    private readonly Dictionary<string, object?> value = new(StringComparer.Ordinal)
    {
        ["name"] = "metric",
        ["exposure"] = 1_000_123L,
        ["values"] = new List<object?> { 1.5, 2.5, 3.5 },
        ["flags"] = new Dictionary<string, object?> { ["good"] = true, ["edge"] = false },
    };

    private string text = "";

    /// <summary>Writes what is read.</summary>
    [GlobalSetup]
    public void Setup() => text = Write();

    /// <summary>A document written.</summary>
    [Benchmark]
    public string Write() => YamlWriter.Write(value);

    /// <summary>A document read.</summary>
    [Benchmark]
    public ConfigNode Read() => YamlReader.Read(text);
}
