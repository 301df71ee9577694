namespace SkyButler.Instruments.Ingest.Exposures;

/// <summary>Registers exposures so that what is wrong with one is told of its files, and the others are registered.</summary>
internal sealed class GuardedRegistration(ExposureRegistration registration, RawFailures failures)
{
    /// <summary>How many exposures were new.</summary>
    public int New { get; private set; }

    /// <summary>How many have new values.</summary>
    public int Updated { get; private set; }

    /// <summary>Registers exposures, all at once; where that fails, the halves.</summary>
    /// <returns>Those that are registered.</returns>
    public async Task<IReadOnlyList<ExposureGroup>> RegisterAsync(IReadOnlyList<ExposureGroup> groups, CancellationToken cancellationToken)
    {
        if (groups.Count == 0)
            return groups;
        try
        {
            var result = await registration.RegisterAsync(groups, cancellationToken);
            New += result.New;
            Updated += result.Updated;
            foreach (var (group, reason) in result.Refused)
                Refuse(group, reason);
            return [.. groups.Where(group => !result.Refused.ContainsKey(group))];
        }
        catch (ButlerException e) when (e is not RawIngestException)
        {
            if (groups.Count == 1)
            {
                Refuse(groups[0], e.Message);
                return [];
            }

            var half = groups.Count / 2;
            var first = await RegisterAsync([.. groups.Take(half)], cancellationToken);
            return [.. first, .. await RegisterAsync([.. groups.Skip(half)], cancellationToken)];
        }
    }

    private void Refuse(ExposureGroup group, string reason)
    {
        foreach (var file in group.Files)
            failures.Add(file.File, RawFailureKind.Exposure, $"{file.File.DisplayName}: the exposure {group.Name} can't be registered: {reason}");
    }
}
