// The other end of the network tests: another vendor's DDS with ROS 2's names, as rmw_fastrtps would be.
// Prints a line for everything it sees and ends when its input does. Arguments: domain, bytes of a graph id.
// A line of input names a topic that it answers on: it meets the reader there and says so.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <functional>
#include <iostream>
#include <map>
#include <thread>

#include <fastdds/dds/domain/DomainParticipant.hpp>
#include <fastdds/dds/domain/DomainParticipantFactory.hpp>
#include <fastdds/dds/domain/DomainParticipantListener.hpp>
#include <fastdds/dds/publisher/DataWriter.hpp>
#include <fastdds/dds/publisher/Publisher.hpp>
#include <fastdds/dds/subscriber/DataReader.hpp>
#include <fastdds/dds/subscriber/DataReaderListener.hpp>
#include <fastdds/dds/subscriber/SampleInfo.hpp>
#include <fastdds/dds/subscriber/Subscriber.hpp>
#include <fastdds/rtps/transport/UDPv4TransportDescriptor.h>

#include "messages.hpp"

using namespace eprosima::fastdds::dds;
using namespace eprosima::fastrtps::rtps;

template <class T> struct Listener : DataReaderListener {
  std::function<void(T&)> receive;
  explicit Listener(std::function<void(T&)> function) : receive(std::move(function)) {}
  void on_data_available(DataReader* reader) override {
    T message;
    SampleInfo info;
    while (reader->take_next_sample(&message, &info) == ReturnCode_t::RETCODE_OK)
      if (info.valid_data) receive(message);
  }
};

static std::string text(const std::vector<octet>& bytes) { return {bytes.begin(), bytes.end()}; }

struct Discovery : DomainParticipantListener {
  void on_participant_discovery(DomainParticipant*, ParticipantDiscoveryInfo&& info) override {
    if (info.status == ParticipantDiscoveryInfo::DISCOVERED_PARTICIPANT)
      std::printf("participant %s\n", text(info.info.m_userData.data_vec()).c_str());
    else if (info.status == ParticipantDiscoveryInfo::REMOVED_PARTICIPANT)
      std::printf("participant left\n");
  }
  template <class I> static void print(const char* kind, const I& info) {
    std::printf("%s %s %s %s\n", kind, info.topicName().c_str(), info.typeName().c_str(), text(info.m_qos.m_userData.data_vec()).c_str());
  }
  void on_publisher_discovery(DomainParticipant*, WriterDiscoveryInfo&& info) override { print("writer", info.info); }
  void on_subscriber_discovery(DomainParticipant*, ReaderDiscoveryInfo&& info) override { print("reader", info.info); }
};

struct Peer {
  Discovery discovery;
  DomainParticipant* participant = nullptr;
  Publisher* publisher = nullptr;
  Subscriber* subscriber = nullptr;

  explicit Peer(int domain) {
    DomainParticipantQos qos;
    const std::string enclave = "enclave=/;";
    qos.user_data().data_vec().assign(enclave.begin(), enclave.end());
    auto udp = std::make_shared<eprosima::fastdds::rtps::UDPv4TransportDescriptor>();
    udp->interfaceWhiteList.push_back("127.0.0.1");
    qos.transport().user_transports.push_back(udp);
    qos.transport().use_builtin_transports = false;
    Locator_t here;
    IPLocator::setIPv4(here, 127, 0, 0, 1);
    qos.wire_protocol().builtin.initialPeersList.push_back(here);
    here.port = 0;
    qos.wire_protocol().builtin.metatrafficUnicastLocatorList.push_back(here);
    // a killed peer is missed after five seconds instead of twenty
    qos.wire_protocol().builtin.discovery_config.leaseDuration = Duration_t(5, 0);
    qos.wire_protocol().builtin.discovery_config.leaseDuration_announcementperiod = Duration_t(1, 0);
    participant = DomainParticipantFactory::get_instance()->create_participant(domain, qos, &discovery, StatusMask::none());
    if (!participant) { std::puts("no participant"); std::exit(1); }
    publisher = participant->create_publisher(PUBLISHER_QOS_DEFAULT);
    subscriber = participant->create_subscriber(SUBSCRIBER_QOS_DEFAULT);
  }

  template <class T> Topic* topic(const std::string& name) {
    TypeSupport(new TypeSupportOf<T>()).register_type(participant);
    return participant->create_topic(name, T::type, TOPIC_QOS_DEFAULT);
  }

  // deep enough that a machine busy with other things loses nothing
  static constexpr int depth = 500;

  static void repeat_soon(DataReaderQos&) {}
  // a lost datagram is sent again after a tenth of a second instead of three
  static void repeat_soon(DataWriterQos& q) { q.reliable_writer_qos().times.heartbeatPeriod = Duration_t(0, 100000000); }

  template <class Q> static Q qos(bool reliable, bool latched) {
    Q q;
    q.reliability().kind = reliable ? RELIABLE_RELIABILITY_QOS : BEST_EFFORT_RELIABILITY_QOS;
    q.durability().kind = latched ? TRANSIENT_LOCAL_DURABILITY_QOS : VOLATILE_DURABILITY_QOS;
    q.history().kind = KEEP_LAST_HISTORY_QOS;
    q.history().depth = latched ? 1 : depth;
    q.data_sharing().off();
    q.endpoint().history_memory_policy = PREALLOCATED_WITH_REALLOC_MEMORY_MODE;
    repeat_soon(q);
    return q;
  }

  template <class T> DataWriter* write(const std::string& name, bool reliable = true, bool latched = false) {
    return publisher->create_datawriter(topic<T>(name), qos<DataWriterQos>(reliable, latched));
  }

  template <class T> void read(const std::string& name, std::function<void(T&)> receive, bool reliable = true, bool latched = false) {
    subscriber->create_datareader(topic<T>(name), qos<DataReaderQos>(reliable, latched), new Listener<T>(std::move(receive)));
  }
};

template <size_t N> void join_graph(Peer& peer) {
  peer.read<Graph<N>>("ros_discovery_info", [](Graph<N>& graph) {
    for (auto& node : graph.nodes)
      std::printf("node %s %s readers %zu writers %zu\n", node.space.c_str(), node.name.c_str(), node.readers.size(), node.writers.size());
  }, true, true);
}

// A volatile writer sends nothing to a reader that it has not found yet, and Cyclone DDS leaves out what another vendor's
// writer sent before its first heartbeat. An acknowledged greeting is proof that both are over.
template <class T> void meet_reader(DataWriter* writer) {
  PublicationMatchedStatus matches;
  do {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    writer->get_publication_matched_status(matches);
  } while (matches.current_count == 0);
  T greeting;
  writer->write(&greeting);
  if (writer->wait_for_acknowledgments(Duration_t(60, 0)) == ReturnCode_t::RETCODE_OK)
    std::printf("met reader of %s\n", writer->get_topic()->get_name().c_str());
}

int main(int count, char** arguments) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  if (count != 3) return 2;
  Peer peer(std::atoi(arguments[1]));
  if (std::atoi(arguments[2]) == 24) join_graph<24>(peer); else join_graph<16>(peer);

  auto* strings = peer.write<String>("rt/strings_back");
  peer.read<String>("rt/strings", [=](String& message) { strings->write(&message); });
  auto* images = peer.write<CompressedImage>("rt/images_back");
  peer.read<CompressedImage>("rt/images", [=](CompressedImage& message) { images->write(&message); });
  peer.read<String>("rt/latched", [](String& message) { std::printf("latched %s\n", message.data.c_str()); }, true, true);
  peer.read<String>("rt/wants_reliable", [](String&) { std::puts("unexpected"); });
  auto* unreliable = peer.write<String>("rt/offers_best_effort", false);
  auto* latched = peer.write<String>("rt/peer_latched", true, true);
  String hello{"from before"};
  latched->write(&hello);

  auto* joints = peer.write<JointState>("rt/joint_states");
  std::atomic<bool> ended{false};
  std::thread motion([&] {
    JointState state;
    state.header.frame = "base";
    state.name = {"j1", "j2", "gripper"};
    auto next = std::chrono::steady_clock::now();
    for (int k = 0; !ended; k++) {
      state.header.sec = k;
      state.position = {0.1 * k, -1.5, 0.04};
      joints->write(&state);
      if (k % 10 == 0) unreliable->write(&hello);
      std::this_thread::sleep_until(next += std::chrono::milliseconds(10));
    }
  });
  std::puts("ready");
  std::map<std::string, std::function<void()>> meet{
      {"rt/strings_back", [=] { meet_reader<String>(strings); }}, {"rt/images_back", [=] { meet_reader<CompressedImage>(images); }}};
  for (std::string line; std::getline(std::cin, line);) meet.at(line)();
  ended = true;
  motion.join();
  peer.participant->delete_contained_entities();
  DomainParticipantFactory::get_instance()->delete_participant(peer.participant);
}
