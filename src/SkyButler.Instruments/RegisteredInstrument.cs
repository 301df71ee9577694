namespace SkyButler.Instruments;

/// <summary>An instrument that is registered in a repository.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ClassName">The original's class of it; null where none is recorded.</param>
public sealed record RegisteredInstrument(string Name, string? ClassName)
{
    /// <summary>Finds one by its name, or by the name of its class.</summary>
    /// <exception cref="InstrumentException">There is none.</exception>
    public static async Task<RegisteredInstrument> FindAsync(Butler butler, string text, CancellationToken cancellationToken)
    {
        var known = new List<RegisteredInstrument>();
        await foreach (var record in butler.Queries.RecordsAsync("instrument", new() { Dimensions = ["instrument"] }, cancellationToken).ConfigureAwait(false))
            known.Add(new((string)record["name"]!, record["class_name"] as string));
        return known.Find(instrument => instrument.Name == text) ?? known.Find(instrument => instrument.ClassName == text)
            ?? throw new InstrumentException($"There is no instrument '{text}' here; there {(known.Count == 0 ? "is none: register one first ('butler register-instrument')" : $"are {string.Join(", ", known.Select(instrument => instrument.Name))}")}.{Suggestions.For(text, known.Select(instrument => instrument.Name))}");
    }
}
