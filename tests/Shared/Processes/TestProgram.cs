using System.Reflection;

namespace SkyButler.Tests.Shared.Processes;

/// <summary>What a test assembly runs: its tests, or one method of its own in a process to be killed (<see cref="OwnProcess"/>), which starts in half the time.</summary>
internal static class TestProgram
{
    /// <summary>The first argument where one method is asked for: its class and its name follow.</summary>
    internal const string Alone = "alone";

    public static Task<int> Main(string[] arguments) =>
        arguments is [Alone, var type, var method] ? RunAsync(type, method) : Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(arguments);

    private static async Task<int> RunAsync(string type, string method)
    {
        var found = typeof(TestProgram).Assembly.GetType(type, throwOnError: true)!.GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new ArgumentException($"{type} has no static method {method}.", nameof(method));
        await (Task)found.Invoke(null, null)!;
        return 0;
    }
}
