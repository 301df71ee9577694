using System.Runtime.CompilerServices;

namespace SkyButler.Pipelines.Contracts;

/// <summary>What names mean: variables of generators first, then task labels.</summary>
internal sealed record ContractScope(Func<string, object?> Label, string? Variable = null, object? Value = null, ContractScope? Outer = null)
{
    private const int MostSteps = 1_000_000;
    private readonly StrongBox<int> steps = Outer?.steps ?? new StrongBox<int>();

    public object? this[string name] => name == Variable ? Value : Outer is not null ? Outer[name] : Label(name);

    /// <summary>The same with a variable, for one step of a generator, of which an expression has only so many.</summary>
    public ContractScope With(string variable, object? value) => ++steps.Value <= MostSteps
        ? new(Label, variable, value, this)
        : throw new FormatException($"its generators take more than {MostSteps} steps");
}
