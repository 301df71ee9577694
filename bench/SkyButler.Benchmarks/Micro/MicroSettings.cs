using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SkyButler.Benchmarks.Micro;

/// <summary>In this process, so that nothing is built anew; allocations are counted.</summary>
internal sealed class MicroSettings : ManualConfig
{
    public MicroSettings()
    {
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        AddDiagnoser(MemoryDiagnoser.Default);
    }
}
