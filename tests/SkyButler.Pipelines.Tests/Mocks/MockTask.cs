using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using SkyButler.Pipelines.Connections.Errors;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Tests.Mocks;

/// <summary>A task that does nothing but write down what it read; it fails, or takes for ever, on request.</summary>
[PipelineTask("mock.Task")]
public sealed class MockTask : PipelineTask<MockConfig, MockConnections>
{
    protected internal override Task<TaskOutputs> InitializeAsync(TaskInputs inputs, CancellationToken cancellationToken)
    {
        var outputs = new TaskOutputs();
        foreach (var name in Config.InitOutputs.Keys)
            outputs[name] = new Dictionary<string, object?> { ["made_by"] = Label };
        return Task.FromResult(outputs);
    }

    protected internal override async Task RunQuantumAsync(QuantumContext context, QuantumInputs inputs, QuantumOutputs outputs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        var required = string.Join(',', context.DataId.Items.Take(context.DataId.Dimensions.Required.Count).Select(i => i.Value));
        if (Config.FailOn.Contains(required) && IsDue(required))
            throw new InvalidOperationException($"asked to fail on {required}");
        if (Config.NoWorkOn.Contains(required))
            throw new NoWorkFoundException($"asked to find nothing on {required}");
        if (Config.HangOn.Contains(required) && IsDue(required))
        {
            context.Log.LogInformation("hanging on {DataId}", required);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        if (Config.KillOn.Contains(required) && IsDue(required))
        {
            context.Log.LogInformation("dying on {DataId}", required);
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }

        if (Config.LeakOn.Contains(required))
            await LeakAsync((int)Config.LeakSize, context, cancellationToken);
        var record = new Dictionary<string, object?>
        {
            ["label"] = Label,
            ["data_id"] = required,
            ["inputs"] = inputs.Names.ToDictionary(n => n, n => (object?)inputs[n].Select(d => d.Id.ToString()).ToList()),
        };
        if (Config.DeafOn.Contains(required))
        {
            await PutLateAsync(context, record, outputs);
            return;
        }

        foreach (var name in outputs.Names)
            foreach (var dataset in outputs[name])
                await context.PutAsync(record, dataset, cancellationToken);
    }

    private bool IsDue(string dataId)
    {
        if (Config.OnceIn.Length == 0)
            return true;
        var note = Path.Combine(Config.OnceIn, $"{Label},{dataId}");
        if (File.Exists(note))
            return false;
        File.WriteAllText(note, "");
        return true;
    }

    // Outside of the heap that the runtime keeps small.
    private static async Task LeakAsync(int megabytes, QuantumContext context, CancellationToken cancellationToken)
    {
        var taken = new List<IntPtr>();
        for (var i = 0; i < megabytes; i++)
        {
            taken.Add(Marshal.AllocHGlobal(1 << 20));
            unsafe
            {
                new Span<byte>((void*)taken[i], 1 << 20).Fill(1);
            }
        }

        context.Log.LogInformation("took {Megabytes} MB", megabytes);
        if (context.Resources.Memory is not { } told || told < (long)megabytes << 20)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        taken.ForEach(Marshal.FreeHGlobal);
    }

    // A test holds the task up in its log.
    private static async Task PutLateAsync(QuantumContext context, Dictionary<string, object?> record, QuantumOutputs outputs)
    {
        context.Log.LogInformation("deaf");
        try
        {
            await context.PutAsync(record, outputs["out"][0], CancellationToken.None);
            context.Log.LogInformation("stored late");
        }
        catch (OperationCanceledException)
        {
            context.Log.LogInformation("refused late");
        }
    }
}
