using System.Security.Cryptography;
using Robotics.Datasets;
using Robotics.RobotBridge.Ros2.Messages.RoboticsLink;

namespace Robotics.RobotBridge.Links.Weights;

/// <summary>
/// Takes weights off the wire part by part. Only when the last byte is there and the SHA-256 of the whole agrees do they
/// become <see cref="Newest"/>; whatever goes wrong before that leaves the ones before untouched. One thread feeds it,
/// any may read from it.
/// </summary>
internal sealed class WeightsInbox : IPolicyWeightsSource, IDisposable
{
    // parts asked for ahead of the one that is due, so that a slow network is kept busy
    private const int PartsAhead = 4;
    private readonly string _folder;
    private readonly long _maximumLength;
    private readonly Action<string> _warn;
    private readonly Lock _gate = new();
    private PolicyWeights? _newest;
    private PolicyWeights? _lastGood;
    private PolicyWeights? _offered;
    private PolicyWeights? _coming;
    private string _refused = "";
    private FileStream? _file;
    private long _asked;

    /// <summary>Finds what an earlier process received.</summary>
    public WeightsInbox(string folder, long maximumLength, Action<string> warn)
    {
        (_folder, _maximumLength, _warn) = (folder, maximumLength, warn);
        Directory.CreateDirectory(folder);
        (_newest, _lastGood) = (Find(NewestPath), Find(GoodPath));
    }

    /// <inheritdoc/>
    public PolicyWeights? Newest => Volatile.Read(ref _newest);

    /// <inheritdoc/>
    public PolicyWeights? LastGood => Volatile.Read(ref _lastGood);

    private string NewestPath => Path.Combine(_folder, "newest.weights");

    private string GoodPath => Path.Combine(_folder, "good.weights");

    private string PartialPath => Path.Combine(_folder, "coming.partial");

    /// <inheritdoc/>
    public byte[] Read(PolicyWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        lock (_gate)
        {
            foreach (var (known, path) in new[] { (_newest, NewestPath), (_lastGood, GoodPath) })
                if (known?.Sha256 == weights.Sha256)
                    return WeightsFile.Read(path).Bytes;
        }
        throw new DataException($"Weights {weights.Version} have been replaced by newer ones.");
    }

    /// <inheritdoc/>
    public void Confirm(PolicyWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (_lastGood?.Sha256 == weights.Sha256)
            return;
        WeightsFile.Write(GoodPath, weights, Read(weights));
        Volatile.Write(ref _lastGood, weights);
    }

    /// <summary>Hears what the learner has; what is on its way already comes first.</summary>
    public void Offer(WeightsOffer offer)
    {
        var weights = new PolicyWeights(new Guid(offer.Learner), offer.Version, offer.Length, Convert.ToHexStringLower(offer.Sha256));
        var isKnown = weights.Sha256 == _newest?.Sha256 || weights.Sha256 == _refused;
        var isOlder = weights.Learner == _newest?.Learner && weights.Version < _newest.Version;
        if (weights.Length < 1 || weights.Length > _maximumLength)
            Refuse(weights, $"{weights.Length} bytes are offered and {_maximumLength} are allowed (weights_mebibytes)");
        else
            _offered = isKnown || isOlder ? null : weights;
    }

    /// <summary>Whether parts that were asked for have not come yet.</summary>
    public bool IsWaiting => _asked > Received;

    /// <summary>What was asked for has not come, and is asked for again.</summary>
    public void AskAgain() => _asked = Received;

    /// <summary>A new connection: what was asked for on the old one will not come, and what was refused gets a second chance.</summary>
    public void Restart()
    {
        AskAgain();
        _refused = "";
    }

    /// <summary>What to ask for next; null when nothing is missing or enough is asked for.</summary>
    public WeightsRequest? NextRequest(ulong session)
    {
        if (_coming is null && _offered is not null)
            Begin(_offered);
        if (_coming is null || _asked >= _coming.Length || _asked - Received >= (long)PartsAhead * WeightsShelf.PartLength)
            return null;
        var request = new WeightsRequest { Session = session, Version = _coming.Version, Offset = _asked };
        _asked = Math.Min(_coming.Length, _asked + WeightsShelf.PartLength);
        return request;
    }

    /// <summary>Adds a part.</summary>
    public void Take(WeightsPart part)
    {
        if (_coming is null || _file is null || part.Version != _coming.Version || part.Offset != Received)
            return;
        if (part.Data.Length == 0)
        {
            // the learner has them no longer; its next offer says what it has
            Abandon();
            return;
        }
        if (part.Data.Length > _coming.Length - Received)
            Refuse(_coming, "more bytes came than were offered");
        else
            _file.Write(part.Data.Span);
        if (_coming is not null && Received == _coming.Length)
            Complete(_coming, _file);
    }

    /// <inheritdoc/>
    public void Dispose() => Abandon();

    private long Received => _file is null ? 0 : _file.Position - WeightsFile.HeaderLength;

    private PolicyWeights? Find(string path)
    {
        try
        {
            return WeightsFile.Describe(path) is null ? null : WeightsFile.Read(path).Weights;
        }
        catch (DataException fault)
        {
            _warn(fault.Message);
            return null;
        }
    }

    private void Begin(PolicyWeights weights)
    {
        _file = new FileStream(PartialPath, FileMode.Create, FileAccess.ReadWrite);
        _file.Write(WeightsFile.Header(weights));
        (_coming, _offered, _asked) = (weights, null, 0);
    }

    private void Complete(PolicyWeights weights, FileStream file)
    {
        file.Flush(flushToDisk: true);
        file.Position = WeightsFile.HeaderLength;
        if (Convert.ToHexStringLower(SHA256.HashData(file)) != weights.Sha256)
        {
            Refuse(weights, "their SHA-256 is another than the offer said");
            return;
        }
        lock (_gate)
        {
            File.Move(PartialPath, NewestPath, overwrite: true);
            Volatile.Write(ref _newest, weights);
        }
        Abandon();
    }

    private void Refuse(PolicyWeights weights, string why)
    {
        if (_refused != weights.Sha256)
            _warn($"weights {weights.Version} of the learner are refused: {why}");
        _refused = weights.Sha256;
        Abandon();
    }

    private void Abandon()
    {
        _file?.Dispose();
        (_file, _coming, _offered, _asked) = (null, null, null, 0);
    }
}
