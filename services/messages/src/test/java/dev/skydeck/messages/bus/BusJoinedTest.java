package dev.skydeck.messages.bus;

class BusJoinedTest extends BusContractTest {
    BusJoinedTest() {
        super(Nodes.Form.JOINED);
    }
}
