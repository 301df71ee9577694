using System.Text.Json;
using SkyButler.Pipelines.Execution.Workers.Messages;
using SkyButler.Pipelines.Execution.Workers.Processes;

namespace SkyButler.Pipelines.Tests.Execution;

/// <summary>A worker process that is a shell script: it says what it was told to say, whatever it hears.</summary>
internal sealed class ScriptedWorker(string folder)
{
    /// <summary>A command of the script: waits for the first quantum.</summary>
    public const string AwaitQuantum = "dd bs=1 count=10 > /dev/null 2>&1";

    /// <summary>Lines that the processes wrote, in order: what happened, and to which process.</summary>
    public IReadOnlyList<string> Events => File.Exists(Notes) ? File.ReadAllLines(Notes) : [];

    private string Notes => Path.Combine(folder, "notes");

    /// <summary>A command of the script: sends a message.</summary>
    public static string Say(object message)
    {
        var json = JsonSerializer.Serialize(message);
        return $"printf '\\{Convert.ToString(json.Length & 0xff, 8)}\\{Convert.ToString(json.Length >> 8, 8)}\\0\\0%s' '{json}'";
    }

    /// <summary>A command of the script: waits for a file, or for the run to be gone.</summary>
    public static string Await(string file) => $"while [ ! -e {file} ] && kill -0 $PPID; do sleep 0.02; done";

    /// <summary>Lets those go on that wait for a file.</summary>
    public void Let(string file) => File.WriteAllText(Path.Combine(folder, file), "");

    /// <summary>How processes start that do this.</summary>
    public WorkerStart Start(params IReadOnlyList<string> commands)
    {
        var script = string.Join("\n", [$"cd '{folder}'", "echo start >> notes", Say(new { kind = MessageKind.Ready }), .. commands, "echo end >> notes"]);
        return new WorkerStart(["/bin/sh", "-c", script], "{}"u8.ToArray(), MayUseThreads: false);
    }
}
