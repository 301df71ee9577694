namespace SkyButler.Pipelines.Contracts;

/// <summary>What names mean: variables of generators first, then task labels.</summary>
internal sealed record ContractScope(Func<string, object?> Label, string? Variable = null, object? Value = null, ContractScope? Outer = null)
{
    public object? this[string name] => name == Variable ? Value : Outer is not null ? Outer[name] : Label(name);

    public ContractScope With(string variable, object? value) => new(Label, variable, value, this);
}
